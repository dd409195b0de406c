import * as $protobuf from "protobufjs";
import Long = require("long");
/** Namespace baidu. */
export namespace baidu {

    /** Namespace paddle_serving. */
    namespace paddle_serving {

        /** Namespace pipeline_serving. */
        namespace pipeline_serving {

            /** Properties of a Tensor. */
            interface ITensor {

                /** Tensor int64Data */
                int64Data?: (number[]|null);

                /** Tensor floatData */
                floatData?: (number[]|null);

                /** Tensor intData */
                intData?: (number[]|null);

                /** Tensor float64Data */
                float64Data?: (number[]|null);

                /** Tensor uint32Data */
                uint32Data?: (number[]|null);

                /** Tensor boolData */
                boolData?: (boolean[]|null);

                /** Tensor complex64Data */
                complex64Data?: (number[]|null);

                /** Tensor complex128Data */
                complex128Data?: (number[]|null);

                /** Tensor strData */
                strData?: (string[]|null);

                /** Tensor byteData */
                byteData?: (Uint8Array|null);

                /** Tensor elemType */
                elemType?: (number|null);

                /** Tensor shape */
                shape?: (number[]|null);

                /** Tensor lod */
                lod?: (number[]|null);

                /** Tensor name */
                name?: (string|null);
            }

            /** Represents a Tensor. */
            class Tensor implements ITensor {

                /**
                 * Constructs a new Tensor.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: baidu.paddle_serving.pipeline_serving.ITensor);

                /** Tensor int64Data. */
                public int64Data: number[];

                /** Tensor floatData. */
                public floatData: number[];

                /** Tensor intData. */
                public intData: number[];

                /** Tensor float64Data. */
                public float64Data: number[];

                /** Tensor uint32Data. */
                public uint32Data: number[];

                /** Tensor boolData. */
                public boolData: boolean[];

                /** Tensor complex64Data. */
                public complex64Data: number[];

                /** Tensor complex128Data. */
                public complex128Data: number[];

                /** Tensor strData. */
                public strData: string[];

                /** Tensor byteData. */
                public byteData: Uint8Array;

                /** Tensor elemType. */
                public elemType: number;

                /** Tensor shape. */
                public shape: number[];

                /** Tensor lod. */
                public lod: number[];

                /** Tensor name. */
                public name: string;

                /**
                 * Creates a new Tensor instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns Tensor instance
                 */
                public static create(properties?: baidu.paddle_serving.pipeline_serving.ITensor): baidu.paddle_serving.pipeline_serving.Tensor;

                /**
                 * Encodes the specified Tensor message. Does not implicitly {@link baidu.paddle_serving.pipeline_serving.Tensor.verify|verify} messages.
                 * @param message Tensor message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                public static encode(message: baidu.paddle_serving.pipeline_serving.ITensor, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a Tensor message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns Tensor
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                public static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): baidu.paddle_serving.pipeline_serving.Tensor;
            }

            /** Properties of a Request. */
            interface IRequest {

                /** Request key */
                key?: (string[]|null);

                /** Request value */
                value?: (string[]|null);

                /** Request tensors */
                tensors?: (baidu.paddle_serving.pipeline_serving.ITensor[]|null);

                /** Request name */
                name?: (string|null);

                /** Request method */
                method?: (string|null);

                /** Request logid */
                logid?: (number|null);

                /** Request clientip */
                clientip?: (string|null);
            }

            /** Represents a Request. */
            class Request implements IRequest {

                /**
                 * Constructs a new Request.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: baidu.paddle_serving.pipeline_serving.IRequest);

                /** Request key. */
                public key: string[];

                /** Request value. */
                public value: string[];

                /** Request tensors. */
                public tensors: baidu.paddle_serving.pipeline_serving.ITensor[];

                /** Request name. */
                public name: string;

                /** Request method. */
                public method: string;

                /** Request logid. */
                public logid: number;

                /** Request clientip. */
                public clientip: string;

                /**
                 * Creates a new Request instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns Request instance
                 */
                public static create(properties?: baidu.paddle_serving.pipeline_serving.IRequest): baidu.paddle_serving.pipeline_serving.Request;

                /**
                 * Encodes the specified Request message. Does not implicitly {@link baidu.paddle_serving.pipeline_serving.Request.verify|verify} messages.
                 * @param message Request message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                public static encode(message: baidu.paddle_serving.pipeline_serving.IRequest, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a Request message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns Request
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                public static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): baidu.paddle_serving.pipeline_serving.Request;
            }

            /** Properties of a Response. */
            interface IResponse {

                /** Response errNo */
                errNo?: (number|null);

                /** Response errMsg */
                errMsg?: (string|null);

                /** Response key */
                key?: (string[]|null);

                /** Response value */
                value?: (string[]|null);

                /** Response tensors */
                tensors?: (baidu.paddle_serving.pipeline_serving.ITensor[]|null);
            }

            /** Represents a Response. */
            class Response implements IResponse {

                /**
                 * Constructs a new Response.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: baidu.paddle_serving.pipeline_serving.IResponse);

                /** Response errNo. */
                public errNo: number;

                /** Response errMsg. */
                public errMsg: string;

                /** Response key. */
                public key: string[];

                /** Response value. */
                public value: string[];

                /** Response tensors. */
                public tensors: baidu.paddle_serving.pipeline_serving.ITensor[];

                /**
                 * Creates a new Response instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns Response instance
                 */
                public static create(properties?: baidu.paddle_serving.pipeline_serving.IResponse): baidu.paddle_serving.pipeline_serving.Response;

                /**
                 * Encodes the specified Response message. Does not implicitly {@link baidu.paddle_serving.pipeline_serving.Response.verify|verify} messages.
                 * @param message Response message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                public static encode(message: baidu.paddle_serving.pipeline_serving.IResponse, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a Response message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns Response
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                public static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): baidu.paddle_serving.pipeline_serving.Response;
            }
        }
    }
}

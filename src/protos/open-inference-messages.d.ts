import * as $protobuf from "protobufjs";
import Long = require("long");
/** Namespace inference. */
export namespace inference {

    /** Properties of a ServerLiveRequest. */
    interface IServerLiveRequest {
    }

    /** Represents a ServerLiveRequest. */
    class ServerLiveRequest implements IServerLiveRequest {

        /**
         * Constructs a new ServerLiveRequest.
         * @param [properties] Properties to set
         */
        constructor(properties?: inference.IServerLiveRequest);

        /**
         * Creates a new ServerLiveRequest instance using the specified properties.
         * @param [properties] Properties to set
         * @returns ServerLiveRequest instance
         */
        public static create(properties?: inference.IServerLiveRequest): inference.ServerLiveRequest;

        /**
         * Encodes the specified ServerLiveRequest message. Does not implicitly {@link inference.ServerLiveRequest.verify|verify} messages.
         * @param message ServerLiveRequest message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        public static encode(message: inference.IServerLiveRequest, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a ServerLiveRequest message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns ServerLiveRequest
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        public static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): inference.ServerLiveRequest;
    }

    /** Properties of a ServerLiveResponse. */
    interface IServerLiveResponse {

        /** ServerLiveResponse live */
        live?: (boolean|null);
    }

    /** Represents a ServerLiveResponse. */
    class ServerLiveResponse implements IServerLiveResponse {

        /**
         * Constructs a new ServerLiveResponse.
         * @param [properties] Properties to set
         */
        constructor(properties?: inference.IServerLiveResponse);

        /** ServerLiveResponse live. */
        public live: boolean;

        /**
         * Creates a new ServerLiveResponse instance using the specified properties.
         * @param [properties] Properties to set
         * @returns ServerLiveResponse instance
         */
        public static create(properties?: inference.IServerLiveResponse): inference.ServerLiveResponse;

        /**
         * Encodes the specified ServerLiveResponse message. Does not implicitly {@link inference.ServerLiveResponse.verify|verify} messages.
         * @param message ServerLiveResponse message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        public static encode(message: inference.IServerLiveResponse, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a ServerLiveResponse message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns ServerLiveResponse
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        public static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): inference.ServerLiveResponse;
    }

    /** Properties of a ServerReadyRequest. */
    interface IServerReadyRequest {
    }

    /** Represents a ServerReadyRequest. */
    class ServerReadyRequest implements IServerReadyRequest {

        /**
         * Constructs a new ServerReadyRequest.
         * @param [properties] Properties to set
         */
        constructor(properties?: inference.IServerReadyRequest);

        /**
         * Creates a new ServerReadyRequest instance using the specified properties.
         * @param [properties] Properties to set
         * @returns ServerReadyRequest instance
         */
        public static create(properties?: inference.IServerReadyRequest): inference.ServerReadyRequest;

        /**
         * Encodes the specified ServerReadyRequest message. Does not implicitly {@link inference.ServerReadyRequest.verify|verify} messages.
         * @param message ServerReadyRequest message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        public static encode(message: inference.IServerReadyRequest, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a ServerReadyRequest message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns ServerReadyRequest
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        public static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): inference.ServerReadyRequest;
    }

    /** Properties of a ServerReadyResponse. */
    interface IServerReadyResponse {

        /** ServerReadyResponse ready */
        ready?: (boolean|null);
    }

    /** Represents a ServerReadyResponse. */
    class ServerReadyResponse implements IServerReadyResponse {

        /**
         * Constructs a new ServerReadyResponse.
         * @param [properties] Properties to set
         */
        constructor(properties?: inference.IServerReadyResponse);

        /** ServerReadyResponse ready. */
        public ready: boolean;

        /**
         * Creates a new ServerReadyResponse instance using the specified properties.
         * @param [properties] Properties to set
         * @returns ServerReadyResponse instance
         */
        public static create(properties?: inference.IServerReadyResponse): inference.ServerReadyResponse;

        /**
         * Encodes the specified ServerReadyResponse message. Does not implicitly {@link inference.ServerReadyResponse.verify|verify} messages.
         * @param message ServerReadyResponse message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        public static encode(message: inference.IServerReadyResponse, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a ServerReadyResponse message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns ServerReadyResponse
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        public static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): inference.ServerReadyResponse;
    }

    /** Properties of a ModelReadyRequest. */
    interface IModelReadyRequest {

        /** ModelReadyRequest name */
        name?: (string|null);

        /** ModelReadyRequest version */
        version?: (string|null);
    }

    /** Represents a ModelReadyRequest. */
    class ModelReadyRequest implements IModelReadyRequest {

        /**
         * Constructs a new ModelReadyRequest.
         * @param [properties] Properties to set
         */
        constructor(properties?: inference.IModelReadyRequest);

        /** ModelReadyRequest name. */
        public name: string;

        /** ModelReadyRequest version. */
        public version: string;

        /**
         * Creates a new ModelReadyRequest instance using the specified properties.
         * @param [properties] Properties to set
         * @returns ModelReadyRequest instance
         */
        public static create(properties?: inference.IModelReadyRequest): inference.ModelReadyRequest;

        /**
         * Encodes the specified ModelReadyRequest message. Does not implicitly {@link inference.ModelReadyRequest.verify|verify} messages.
         * @param message ModelReadyRequest message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        public static encode(message: inference.IModelReadyRequest, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a ModelReadyRequest message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns ModelReadyRequest
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        public static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): inference.ModelReadyRequest;
    }

    /** Properties of a ModelReadyResponse. */
    interface IModelReadyResponse {

        /** ModelReadyResponse ready */
        ready?: (boolean|null);
    }

    /** Represents a ModelReadyResponse. */
    class ModelReadyResponse implements IModelReadyResponse {

        /**
         * Constructs a new ModelReadyResponse.
         * @param [properties] Properties to set
         */
        constructor(properties?: inference.IModelReadyResponse);

        /** ModelReadyResponse ready. */
        public ready: boolean;

        /**
         * Creates a new ModelReadyResponse instance using the specified properties.
         * @param [properties] Properties to set
         * @returns ModelReadyResponse instance
         */
        public static create(properties?: inference.IModelReadyResponse): inference.ModelReadyResponse;

        /**
         * Encodes the specified ModelReadyResponse message. Does not implicitly {@link inference.ModelReadyResponse.verify|verify} messages.
         * @param message ModelReadyResponse message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        public static encode(message: inference.IModelReadyResponse, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a ModelReadyResponse message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns ModelReadyResponse
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        public static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): inference.ModelReadyResponse;
    }

    /** Properties of a ServerMetadataRequest. */
    interface IServerMetadataRequest {
    }

    /** Represents a ServerMetadataRequest. */
    class ServerMetadataRequest implements IServerMetadataRequest {

        /**
         * Constructs a new ServerMetadataRequest.
         * @param [properties] Properties to set
         */
        constructor(properties?: inference.IServerMetadataRequest);

        /**
         * Creates a new ServerMetadataRequest instance using the specified properties.
         * @param [properties] Properties to set
         * @returns ServerMetadataRequest instance
         */
        public static create(properties?: inference.IServerMetadataRequest): inference.ServerMetadataRequest;

        /**
         * Encodes the specified ServerMetadataRequest message. Does not implicitly {@link inference.ServerMetadataRequest.verify|verify} messages.
         * @param message ServerMetadataRequest message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        public static encode(message: inference.IServerMetadataRequest, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a ServerMetadataRequest message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns ServerMetadataRequest
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        public static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): inference.ServerMetadataRequest;
    }

    /** Properties of a ServerMetadataResponse. */
    interface IServerMetadataResponse {

        /** ServerMetadataResponse name */
        name?: (string|null);

        /** ServerMetadataResponse version */
        version?: (string|null);

        /** ServerMetadataResponse extensions */
        extensions?: (string[]|null);
    }

    /** Represents a ServerMetadataResponse. */
    class ServerMetadataResponse implements IServerMetadataResponse {

        /**
         * Constructs a new ServerMetadataResponse.
         * @param [properties] Properties to set
         */
        constructor(properties?: inference.IServerMetadataResponse);

        /** ServerMetadataResponse name. */
        public name: string;

        /** ServerMetadataResponse version. */
        public version: string;

        /** ServerMetadataResponse extensions. */
        public extensions: string[];

        /**
         * Creates a new ServerMetadataResponse instance using the specified properties.
         * @param [properties] Properties to set
         * @returns ServerMetadataResponse instance
         */
        public static create(properties?: inference.IServerMetadataResponse): inference.ServerMetadataResponse;

        /**
         * Encodes the specified ServerMetadataResponse message. Does not implicitly {@link inference.ServerMetadataResponse.verify|verify} messages.
         * @param message ServerMetadataResponse message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        public static encode(message: inference.IServerMetadataResponse, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a ServerMetadataResponse message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns ServerMetadataResponse
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        public static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): inference.ServerMetadataResponse;
    }

    /** Properties of a ModelMetadataRequest. */
    interface IModelMetadataRequest {

        /** ModelMetadataRequest name */
        name?: (string|null);

        /** ModelMetadataRequest version */
        version?: (string|null);
    }

    /** Represents a ModelMetadataRequest. */
    class ModelMetadataRequest implements IModelMetadataRequest {

        /**
         * Constructs a new ModelMetadataRequest.
         * @param [properties] Properties to set
         */
        constructor(properties?: inference.IModelMetadataRequest);

        /** ModelMetadataRequest name. */
        public name: string;

        /** ModelMetadataRequest version. */
        public version: string;

        /**
         * Creates a new ModelMetadataRequest instance using the specified properties.
         * @param [properties] Properties to set
         * @returns ModelMetadataRequest instance
         */
        public static create(properties?: inference.IModelMetadataRequest): inference.ModelMetadataRequest;

        /**
         * Encodes the specified ModelMetadataRequest message. Does not implicitly {@link inference.ModelMetadataRequest.verify|verify} messages.
         * @param message ModelMetadataRequest message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        public static encode(message: inference.IModelMetadataRequest, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a ModelMetadataRequest message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns ModelMetadataRequest
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        public static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): inference.ModelMetadataRequest;
    }

    /** Properties of a ModelMetadataResponse. */
    interface IModelMetadataResponse {

        /** ModelMetadataResponse name */
        name?: (string|null);

        /** ModelMetadataResponse versions */
        versions?: (string[]|null);

        /** ModelMetadataResponse platform */
        platform?: (string|null);

        /** ModelMetadataResponse inputs */
        inputs?: (inference.ModelMetadataResponse.ITensorMetadata[]|null);

        /** ModelMetadataResponse outputs */
        outputs?: (inference.ModelMetadataResponse.ITensorMetadata[]|null);

        /** ModelMetadataResponse properties */
        properties?: ({ [k: string]: string }|null);
    }

    /** Represents a ModelMetadataResponse. */
    class ModelMetadataResponse implements IModelMetadataResponse {

        /**
         * Constructs a new ModelMetadataResponse.
         * @param [properties] Properties to set
         */
        constructor(properties?: inference.IModelMetadataResponse);

        /** ModelMetadataResponse name. */
        public name: string;

        /** ModelMetadataResponse versions. */
        public versions: string[];

        /** ModelMetadataResponse platform. */
        public platform: string;

        /** ModelMetadataResponse inputs. */
        public inputs: inference.ModelMetadataResponse.ITensorMetadata[];

        /** ModelMetadataResponse outputs. */
        public outputs: inference.ModelMetadataResponse.ITensorMetadata[];

        /** ModelMetadataResponse properties. */
        public properties: { [k: string]: string };

        /**
         * Creates a new ModelMetadataResponse instance using the specified properties.
         * @param [properties] Properties to set
         * @returns ModelMetadataResponse instance
         */
        public static create(properties?: inference.IModelMetadataResponse): inference.ModelMetadataResponse;

        /**
         * Encodes the specified ModelMetadataResponse message. Does not implicitly {@link inference.ModelMetadataResponse.verify|verify} messages.
         * @param message ModelMetadataResponse message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        public static encode(message: inference.IModelMetadataResponse, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a ModelMetadataResponse message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns ModelMetadataResponse
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        public static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): inference.ModelMetadataResponse;
    }

    namespace ModelMetadataResponse {

        /** Properties of a TensorMetadata. */
        interface ITensorMetadata {

            /** TensorMetadata name */
            name?: (string|null);

            /** TensorMetadata datatype */
            datatype?: (string|null);

            /** TensorMetadata shape */
            shape?: (number[]|null);
        }

        /** Represents a TensorMetadata. */
        class TensorMetadata implements ITensorMetadata {

            /**
             * Constructs a new TensorMetadata.
             * @param [properties] Properties to set
             */
            constructor(properties?: inference.ModelMetadataResponse.ITensorMetadata);

            /** TensorMetadata name. */
            public name: string;

            /** TensorMetadata datatype. */
            public datatype: string;

            /** TensorMetadata shape. */
            public shape: number[];

            /**
             * Creates a new TensorMetadata instance using the specified properties.
             * @param [properties] Properties to set
             * @returns TensorMetadata instance
             */
            public static create(properties?: inference.ModelMetadataResponse.ITensorMetadata): inference.ModelMetadataResponse.TensorMetadata;

            /**
             * Encodes the specified TensorMetadata message. Does not implicitly {@link inference.ModelMetadataResponse.TensorMetadata.verify|verify} messages.
             * @param message TensorMetadata message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            public static encode(message: inference.ModelMetadataResponse.ITensorMetadata, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a TensorMetadata message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns TensorMetadata
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            public static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): inference.ModelMetadataResponse.TensorMetadata;
        }
    }

    /** Properties of an InferParameter. */
    interface IInferParameter {

        /** InferParameter boolParam */
        boolParam?: (boolean|null);

        /** InferParameter int64Param */
        int64Param?: (number|null);

        /** InferParameter stringParam */
        stringParam?: (string|null);

        /** InferParameter doubleParam */
        doubleParam?: (number|null);

        /** InferParameter uint64Param */
        uint64Param?: (number|null);
    }

    /** Represents an InferParameter. */
    class InferParameter implements IInferParameter {

        /**
         * Constructs a new InferParameter.
         * @param [properties] Properties to set
         */
        constructor(properties?: inference.IInferParameter);

        /** InferParameter boolParam. */
        public boolParam?: (boolean|null);

        /** InferParameter int64Param. */
        public int64Param?: (number|null);

        /** InferParameter stringParam. */
        public stringParam?: (string|null);

        /** InferParameter doubleParam. */
        public doubleParam?: (number|null);

        /** InferParameter uint64Param. */
        public uint64Param?: (number|null);

        /** InferParameter parameterChoice. */
        public parameterChoice?: ("boolParam"|"int64Param"|"stringParam"|"doubleParam"|"uint64Param");

        /**
         * Creates a new InferParameter instance using the specified properties.
         * @param [properties] Properties to set
         * @returns InferParameter instance
         */
        public static create(properties?: inference.IInferParameter): inference.InferParameter;

        /**
         * Encodes the specified InferParameter message. Does not implicitly {@link inference.InferParameter.verify|verify} messages.
         * @param message InferParameter message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        public static encode(message: inference.IInferParameter, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes an InferParameter message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns InferParameter
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        public static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): inference.InferParameter;
    }

    /** Properties of an InferTensorContents. */
    interface IInferTensorContents {

        /** InferTensorContents boolContents */
        boolContents?: (boolean[]|null);

        /** InferTensorContents intContents */
        intContents?: (number[]|null);

        /** InferTensorContents int64Contents */
        int64Contents?: (number[]|null);

        /** InferTensorContents uintContents */
        uintContents?: (number[]|null);

        /** InferTensorContents uint64Contents */
        uint64Contents?: (number[]|null);

        /** InferTensorContents fp32Contents */
        fp32Contents?: (number[]|null);

        /** InferTensorContents fp64Contents */
        fp64Contents?: (number[]|null);

        /** InferTensorContents bytesContents */
        bytesContents?: (Uint8Array[]|null);
    }

    /** Represents an InferTensorContents. */
    class InferTensorContents implements IInferTensorContents {

        /**
         * Constructs a new InferTensorContents.
         * @param [properties] Properties to set
         */
        constructor(properties?: inference.IInferTensorContents);

        /** InferTensorContents boolContents. */
        public boolContents: boolean[];

        /** InferTensorContents intContents. */
        public intContents: number[];

        /** InferTensorContents int64Contents. */
        public int64Contents: number[];

        /** InferTensorContents uintContents. */
        public uintContents: number[];

        /** InferTensorContents uint64Contents. */
        public uint64Contents: number[];

        /** InferTensorContents fp32Contents. */
        public fp32Contents: number[];

        /** InferTensorContents fp64Contents. */
        public fp64Contents: number[];

        /** InferTensorContents bytesContents. */
        public bytesContents: Uint8Array[];

        /**
         * Creates a new InferTensorContents instance using the specified properties.
         * @param [properties] Properties to set
         * @returns InferTensorContents instance
         */
        public static create(properties?: inference.IInferTensorContents): inference.InferTensorContents;

        /**
         * Encodes the specified InferTensorContents message. Does not implicitly {@link inference.InferTensorContents.verify|verify} messages.
         * @param message InferTensorContents message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        public static encode(message: inference.IInferTensorContents, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes an InferTensorContents message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns InferTensorContents
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        public static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): inference.InferTensorContents;
    }

    /** Properties of a ModelInferRequest. */
    interface IModelInferRequest {

        /** ModelInferRequest modelName */
        modelName?: (string|null);

        /** ModelInferRequest modelVersion */
        modelVersion?: (string|null);

        /** ModelInferRequest id */
        id?: (string|null);

        /** ModelInferRequest parameters */
        parameters?: ({ [k: string]: inference.IInferParameter }|null);

        /** ModelInferRequest inputs */
        inputs?: (inference.ModelInferRequest.IInferInputTensor[]|null);

        /** ModelInferRequest outputs */
        outputs?: (inference.ModelInferRequest.IInferRequestedOutputTensor[]|null);

        /** ModelInferRequest rawInputContents */
        rawInputContents?: (Uint8Array[]|null);
    }

    /** Represents a ModelInferRequest. */
    class ModelInferRequest implements IModelInferRequest {

        /**
         * Constructs a new ModelInferRequest.
         * @param [properties] Properties to set
         */
        constructor(properties?: inference.IModelInferRequest);

        /** ModelInferRequest modelName. */
        public modelName: string;

        /** ModelInferRequest modelVersion. */
        public modelVersion: string;

        /** ModelInferRequest id. */
        public id: string;

        /** ModelInferRequest parameters. */
        public parameters: { [k: string]: inference.IInferParameter };

        /** ModelInferRequest inputs. */
        public inputs: inference.ModelInferRequest.IInferInputTensor[];

        /** ModelInferRequest outputs. */
        public outputs: inference.ModelInferRequest.IInferRequestedOutputTensor[];

        /** ModelInferRequest rawInputContents. */
        public rawInputContents: Uint8Array[];

        /**
         * Creates a new ModelInferRequest instance using the specified properties.
         * @param [properties] Properties to set
         * @returns ModelInferRequest instance
         */
        public static create(properties?: inference.IModelInferRequest): inference.ModelInferRequest;

        /**
         * Encodes the specified ModelInferRequest message. Does not implicitly {@link inference.ModelInferRequest.verify|verify} messages.
         * @param message ModelInferRequest message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        public static encode(message: inference.IModelInferRequest, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a ModelInferRequest message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns ModelInferRequest
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        public static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): inference.ModelInferRequest;
    }

    namespace ModelInferRequest {

        /** Properties of an InferInputTensor. */
        interface IInferInputTensor {

            /** InferInputTensor name */
            name?: (string|null);

            /** InferInputTensor datatype */
            datatype?: (string|null);

            /** InferInputTensor shape */
            shape?: (number[]|null);

            /** InferInputTensor parameters */
            parameters?: ({ [k: string]: inference.IInferParameter }|null);

            /** InferInputTensor contents */
            contents?: (inference.IInferTensorContents|null);
        }

        /** Represents an InferInputTensor. */
        class InferInputTensor implements IInferInputTensor {

            /**
             * Constructs a new InferInputTensor.
             * @param [properties] Properties to set
             */
            constructor(properties?: inference.ModelInferRequest.IInferInputTensor);

            /** InferInputTensor name. */
            public name: string;

            /** InferInputTensor datatype. */
            public datatype: string;

            /** InferInputTensor shape. */
            public shape: number[];

            /** InferInputTensor parameters. */
            public parameters: { [k: string]: inference.IInferParameter };

            /** InferInputTensor contents. */
            public contents?: (inference.IInferTensorContents|null);

            /**
             * Creates a new InferInputTensor instance using the specified properties.
             * @param [properties] Properties to set
             * @returns InferInputTensor instance
             */
            public static create(properties?: inference.ModelInferRequest.IInferInputTensor): inference.ModelInferRequest.InferInputTensor;

            /**
             * Encodes the specified InferInputTensor message. Does not implicitly {@link inference.ModelInferRequest.InferInputTensor.verify|verify} messages.
             * @param message InferInputTensor message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            public static encode(message: inference.ModelInferRequest.IInferInputTensor, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an InferInputTensor message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns InferInputTensor
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            public static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): inference.ModelInferRequest.InferInputTensor;
        }

        /** Properties of an InferRequestedOutputTensor. */
        interface IInferRequestedOutputTensor {

            /** InferRequestedOutputTensor name */
            name?: (string|null);

            /** InferRequestedOutputTensor parameters */
            parameters?: ({ [k: string]: inference.IInferParameter }|null);
        }

        /** Represents an InferRequestedOutputTensor. */
        class InferRequestedOutputTensor implements IInferRequestedOutputTensor {

            /**
             * Constructs a new InferRequestedOutputTensor.
             * @param [properties] Properties to set
             */
            constructor(properties?: inference.ModelInferRequest.IInferRequestedOutputTensor);

            /** InferRequestedOutputTensor name. */
            public name: string;

            /** InferRequestedOutputTensor parameters. */
            public parameters: { [k: string]: inference.IInferParameter };

            /**
             * Creates a new InferRequestedOutputTensor instance using the specified properties.
             * @param [properties] Properties to set
             * @returns InferRequestedOutputTensor instance
             */
            public static create(properties?: inference.ModelInferRequest.IInferRequestedOutputTensor): inference.ModelInferRequest.InferRequestedOutputTensor;

            /**
             * Encodes the specified InferRequestedOutputTensor message. Does not implicitly {@link inference.ModelInferRequest.InferRequestedOutputTensor.verify|verify} messages.
             * @param message InferRequestedOutputTensor message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            public static encode(message: inference.ModelInferRequest.IInferRequestedOutputTensor, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an InferRequestedOutputTensor message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns InferRequestedOutputTensor
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            public static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): inference.ModelInferRequest.InferRequestedOutputTensor;
        }
    }

    /** Properties of a ModelInferResponse. */
    interface IModelInferResponse {

        /** ModelInferResponse modelName */
        modelName?: (string|null);

        /** ModelInferResponse modelVersion */
        modelVersion?: (string|null);

        /** ModelInferResponse id */
        id?: (string|null);

        /** ModelInferResponse parameters */
        parameters?: ({ [k: string]: inference.IInferParameter }|null);

        /** ModelInferResponse outputs */
        outputs?: (inference.ModelInferResponse.IInferOutputTensor[]|null);

        /** ModelInferResponse rawOutputContents */
        rawOutputContents?: (Uint8Array[]|null);
    }

    /** Represents a ModelInferResponse. */
    class ModelInferResponse implements IModelInferResponse {

        /**
         * Constructs a new ModelInferResponse.
         * @param [properties] Properties to set
         */
        constructor(properties?: inference.IModelInferResponse);

        /** ModelInferResponse modelName. */
        public modelName: string;

        /** ModelInferResponse modelVersion. */
        public modelVersion: string;

        /** ModelInferResponse id. */
        public id: string;

        /** ModelInferResponse parameters. */
        public parameters: { [k: string]: inference.IInferParameter };

        /** ModelInferResponse outputs. */
        public outputs: inference.ModelInferResponse.IInferOutputTensor[];

        /** ModelInferResponse rawOutputContents. */
        public rawOutputContents: Uint8Array[];

        /**
         * Creates a new ModelInferResponse instance using the specified properties.
         * @param [properties] Properties to set
         * @returns ModelInferResponse instance
         */
        public static create(properties?: inference.IModelInferResponse): inference.ModelInferResponse;

        /**
         * Encodes the specified ModelInferResponse message. Does not implicitly {@link inference.ModelInferResponse.verify|verify} messages.
         * @param message ModelInferResponse message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        public static encode(message: inference.IModelInferResponse, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a ModelInferResponse message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns ModelInferResponse
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        public static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): inference.ModelInferResponse;
    }

    namespace ModelInferResponse {

        /** Properties of an InferOutputTensor. */
        interface IInferOutputTensor {

            /** InferOutputTensor name */
            name?: (string|null);

            /** InferOutputTensor datatype */
            datatype?: (string|null);

            /** InferOutputTensor shape */
            shape?: (number[]|null);

            /** InferOutputTensor parameters */
            parameters?: ({ [k: string]: inference.IInferParameter }|null);

            /** InferOutputTensor contents */
            contents?: (inference.IInferTensorContents|null);
        }

        /** Represents an InferOutputTensor. */
        class InferOutputTensor implements IInferOutputTensor {

            /**
             * Constructs a new InferOutputTensor.
             * @param [properties] Properties to set
             */
            constructor(properties?: inference.ModelInferResponse.IInferOutputTensor);

            /** InferOutputTensor name. */
            public name: string;

            /** InferOutputTensor datatype. */
            public datatype: string;

            /** InferOutputTensor shape. */
            public shape: number[];

            /** InferOutputTensor parameters. */
            public parameters: { [k: string]: inference.IInferParameter };

            /** InferOutputTensor contents. */
            public contents?: (inference.IInferTensorContents|null);

            /**
             * Creates a new InferOutputTensor instance using the specified properties.
             * @param [properties] Properties to set
             * @returns InferOutputTensor instance
             */
            public static create(properties?: inference.ModelInferResponse.IInferOutputTensor): inference.ModelInferResponse.InferOutputTensor;

            /**
             * Encodes the specified InferOutputTensor message. Does not implicitly {@link inference.ModelInferResponse.InferOutputTensor.verify|verify} messages.
             * @param message InferOutputTensor message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            public static encode(message: inference.ModelInferResponse.IInferOutputTensor, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an InferOutputTensor message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns InferOutputTensor
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            public static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): inference.ModelInferResponse.InferOutputTensor;
        }
    }

    /** Properties of a ModelStreamInferResponse. */
    interface IModelStreamInferResponse {

        /** ModelStreamInferResponse errorMessage */
        errorMessage?: (string|null);

        /** ModelStreamInferResponse inferResponse */
        inferResponse?: (inference.IModelInferResponse|null);
    }

    /** Represents a ModelStreamInferResponse. */
    class ModelStreamInferResponse implements IModelStreamInferResponse {

        /**
         * Constructs a new ModelStreamInferResponse.
         * @param [properties] Properties to set
         */
        constructor(properties?: inference.IModelStreamInferResponse);

        /** ModelStreamInferResponse errorMessage. */
        public errorMessage: string;

        /** ModelStreamInferResponse inferResponse. */
        public inferResponse?: (inference.IModelInferResponse|null);

        /**
         * Creates a new ModelStreamInferResponse instance using the specified properties.
         * @param [properties] Properties to set
         * @returns ModelStreamInferResponse instance
         */
        public static create(properties?: inference.IModelStreamInferResponse): inference.ModelStreamInferResponse;

        /**
         * Encodes the specified ModelStreamInferResponse message. Does not implicitly {@link inference.ModelStreamInferResponse.verify|verify} messages.
         * @param message ModelStreamInferResponse message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        public static encode(message: inference.IModelStreamInferResponse, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a ModelStreamInferResponse message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns ModelStreamInferResponse
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        public static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): inference.ModelStreamInferResponse;
    }

    /** Properties of a ModelConfigRequest. */
    interface IModelConfigRequest {

        /** ModelConfigRequest name */
        name?: (string|null);

        /** ModelConfigRequest version */
        version?: (string|null);
    }

    /** Represents a ModelConfigRequest. */
    class ModelConfigRequest implements IModelConfigRequest {

        /**
         * Constructs a new ModelConfigRequest.
         * @param [properties] Properties to set
         */
        constructor(properties?: inference.IModelConfigRequest);

        /** ModelConfigRequest name. */
        public name: string;

        /** ModelConfigRequest version. */
        public version: string;

        /**
         * Creates a new ModelConfigRequest instance using the specified properties.
         * @param [properties] Properties to set
         * @returns ModelConfigRequest instance
         */
        public static create(properties?: inference.IModelConfigRequest): inference.ModelConfigRequest;

        /**
         * Encodes the specified ModelConfigRequest message. Does not implicitly {@link inference.ModelConfigRequest.verify|verify} messages.
         * @param message ModelConfigRequest message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        public static encode(message: inference.IModelConfigRequest, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a ModelConfigRequest message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns ModelConfigRequest
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        public static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): inference.ModelConfigRequest;
    }

    /** DataType enum. */
    enum DataType {
        TYPE_INVALID = 0,
        TYPE_BOOL = 1,
        TYPE_UINT8 = 2,
        TYPE_UINT16 = 3,
        TYPE_UINT32 = 4,
        TYPE_UINT64 = 5,
        TYPE_INT8 = 6,
        TYPE_INT16 = 7,
        TYPE_INT32 = 8,
        TYPE_INT64 = 9,
        TYPE_FP16 = 10,
        TYPE_FP32 = 11,
        TYPE_FP64 = 12,
        TYPE_STRING = 13,
        TYPE_BF16 = 14
    }

    /** Properties of a ModelInput. */
    interface IModelInput {

        /** ModelInput name */
        name?: (string|null);

        /** ModelInput dataType */
        dataType?: (inference.DataType|null);

        /** ModelInput dims */
        dims?: (number[]|null);
    }

    /** Represents a ModelInput. */
    class ModelInput implements IModelInput {

        /**
         * Constructs a new ModelInput.
         * @param [properties] Properties to set
         */
        constructor(properties?: inference.IModelInput);

        /** ModelInput name. */
        public name: string;

        /** ModelInput dataType. */
        public dataType: inference.DataType;

        /** ModelInput dims. */
        public dims: number[];

        /**
         * Creates a new ModelInput instance using the specified properties.
         * @param [properties] Properties to set
         * @returns ModelInput instance
         */
        public static create(properties?: inference.IModelInput): inference.ModelInput;

        /**
         * Encodes the specified ModelInput message. Does not implicitly {@link inference.ModelInput.verify|verify} messages.
         * @param message ModelInput message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        public static encode(message: inference.IModelInput, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a ModelInput message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns ModelInput
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        public static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): inference.ModelInput;
    }

    /** Properties of a ModelOutput. */
    interface IModelOutput {

        /** ModelOutput name */
        name?: (string|null);

        /** ModelOutput dataType */
        dataType?: (inference.DataType|null);

        /** ModelOutput dims */
        dims?: (number[]|null);
    }

    /** Represents a ModelOutput. */
    class ModelOutput implements IModelOutput {

        /**
         * Constructs a new ModelOutput.
         * @param [properties] Properties to set
         */
        constructor(properties?: inference.IModelOutput);

        /** ModelOutput name. */
        public name: string;

        /** ModelOutput dataType. */
        public dataType: inference.DataType;

        /** ModelOutput dims. */
        public dims: number[];

        /**
         * Creates a new ModelOutput instance using the specified properties.
         * @param [properties] Properties to set
         * @returns ModelOutput instance
         */
        public static create(properties?: inference.IModelOutput): inference.ModelOutput;

        /**
         * Encodes the specified ModelOutput message. Does not implicitly {@link inference.ModelOutput.verify|verify} messages.
         * @param message ModelOutput message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        public static encode(message: inference.IModelOutput, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a ModelOutput message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns ModelOutput
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        public static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): inference.ModelOutput;
    }

    /** Properties of a ModelConfig. */
    interface IModelConfig {

        /** ModelConfig name */
        name?: (string|null);

        /** ModelConfig platform */
        platform?: (string|null);

        /** ModelConfig maxBatchSize */
        maxBatchSize?: (number|null);

        /** ModelConfig input */
        input?: (inference.IModelInput[]|null);

        /** ModelConfig output */
        output?: (inference.IModelOutput[]|null);

        /** ModelConfig backend */
        backend?: (string|null);
    }

    /** Represents a ModelConfig. */
    class ModelConfig implements IModelConfig {

        /**
         * Constructs a new ModelConfig.
         * @param [properties] Properties to set
         */
        constructor(properties?: inference.IModelConfig);

        /** ModelConfig name. */
        public name: string;

        /** ModelConfig platform. */
        public platform: string;

        /** ModelConfig maxBatchSize. */
        public maxBatchSize: number;

        /** ModelConfig input. */
        public input: inference.IModelInput[];

        /** ModelConfig output. */
        public output: inference.IModelOutput[];

        /** ModelConfig backend. */
        public backend: string;

        /**
         * Creates a new ModelConfig instance using the specified properties.
         * @param [properties] Properties to set
         * @returns ModelConfig instance
         */
        public static create(properties?: inference.IModelConfig): inference.ModelConfig;

        /**
         * Encodes the specified ModelConfig message. Does not implicitly {@link inference.ModelConfig.verify|verify} messages.
         * @param message ModelConfig message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        public static encode(message: inference.IModelConfig, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a ModelConfig message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns ModelConfig
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        public static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): inference.ModelConfig;
    }

    /** Properties of a ModelConfigResponse. */
    interface IModelConfigResponse {

        /** ModelConfigResponse config */
        config?: (inference.IModelConfig|null);
    }

    /** Represents a ModelConfigResponse. */
    class ModelConfigResponse implements IModelConfigResponse {

        /**
         * Constructs a new ModelConfigResponse.
         * @param [properties] Properties to set
         */
        constructor(properties?: inference.IModelConfigResponse);

        /** ModelConfigResponse config. */
        public config?: (inference.IModelConfig|null);

        /**
         * Creates a new ModelConfigResponse instance using the specified properties.
         * @param [properties] Properties to set
         * @returns ModelConfigResponse instance
         */
        public static create(properties?: inference.IModelConfigResponse): inference.ModelConfigResponse;

        /**
         * Encodes the specified ModelConfigResponse message. Does not implicitly {@link inference.ModelConfigResponse.verify|verify} messages.
         * @param message ModelConfigResponse message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        public static encode(message: inference.IModelConfigResponse, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a ModelConfigResponse message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns ModelConfigResponse
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        public static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): inference.ModelConfigResponse;
    }

    /** Properties of a ModelStatisticsRequest. */
    interface IModelStatisticsRequest {

        /** ModelStatisticsRequest name */
        name?: (string|null);

        /** ModelStatisticsRequest version */
        version?: (string|null);
    }

    /** Represents a ModelStatisticsRequest. */
    class ModelStatisticsRequest implements IModelStatisticsRequest {

        /**
         * Constructs a new ModelStatisticsRequest.
         * @param [properties] Properties to set
         */
        constructor(properties?: inference.IModelStatisticsRequest);

        /** ModelStatisticsRequest name. */
        public name: string;

        /** ModelStatisticsRequest version. */
        public version: string;

        /**
         * Creates a new ModelStatisticsRequest instance using the specified properties.
         * @param [properties] Properties to set
         * @returns ModelStatisticsRequest instance
         */
        public static create(properties?: inference.IModelStatisticsRequest): inference.ModelStatisticsRequest;

        /**
         * Encodes the specified ModelStatisticsRequest message. Does not implicitly {@link inference.ModelStatisticsRequest.verify|verify} messages.
         * @param message ModelStatisticsRequest message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        public static encode(message: inference.IModelStatisticsRequest, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a ModelStatisticsRequest message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns ModelStatisticsRequest
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        public static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): inference.ModelStatisticsRequest;
    }

    /** Properties of a StatisticDuration. */
    interface IStatisticDuration {

        /** StatisticDuration count */
        count?: (number|null);

        /** StatisticDuration ns */
        ns?: (number|null);
    }

    /** Represents a StatisticDuration. */
    class StatisticDuration implements IStatisticDuration {

        /**
         * Constructs a new StatisticDuration.
         * @param [properties] Properties to set
         */
        constructor(properties?: inference.IStatisticDuration);

        /** StatisticDuration count. */
        public count: number;

        /** StatisticDuration ns. */
        public ns: number;

        /**
         * Creates a new StatisticDuration instance using the specified properties.
         * @param [properties] Properties to set
         * @returns StatisticDuration instance
         */
        public static create(properties?: inference.IStatisticDuration): inference.StatisticDuration;

        /**
         * Encodes the specified StatisticDuration message. Does not implicitly {@link inference.StatisticDuration.verify|verify} messages.
         * @param message StatisticDuration message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        public static encode(message: inference.IStatisticDuration, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a StatisticDuration message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns StatisticDuration
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        public static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): inference.StatisticDuration;
    }

    /** Properties of an InferStatistics. */
    interface IInferStatistics {

        /** InferStatistics success */
        success?: (inference.IStatisticDuration|null);

        /** InferStatistics fail */
        fail?: (inference.IStatisticDuration|null);

        /** InferStatistics queue */
        queue?: (inference.IStatisticDuration|null);

        /** InferStatistics computeInput */
        computeInput?: (inference.IStatisticDuration|null);

        /** InferStatistics computeInfer */
        computeInfer?: (inference.IStatisticDuration|null);

        /** InferStatistics computeOutput */
        computeOutput?: (inference.IStatisticDuration|null);

        /** InferStatistics cacheHit */
        cacheHit?: (inference.IStatisticDuration|null);

        /** InferStatistics cacheMiss */
        cacheMiss?: (inference.IStatisticDuration|null);
    }

    /** Represents an InferStatistics. */
    class InferStatistics implements IInferStatistics {

        /**
         * Constructs a new InferStatistics.
         * @param [properties] Properties to set
         */
        constructor(properties?: inference.IInferStatistics);

        /** InferStatistics success. */
        public success?: (inference.IStatisticDuration|null);

        /** InferStatistics fail. */
        public fail?: (inference.IStatisticDuration|null);

        /** InferStatistics queue. */
        public queue?: (inference.IStatisticDuration|null);

        /** InferStatistics computeInput. */
        public computeInput?: (inference.IStatisticDuration|null);

        /** InferStatistics computeInfer. */
        public computeInfer?: (inference.IStatisticDuration|null);

        /** InferStatistics computeOutput. */
        public computeOutput?: (inference.IStatisticDuration|null);

        /** InferStatistics cacheHit. */
        public cacheHit?: (inference.IStatisticDuration|null);

        /** InferStatistics cacheMiss. */
        public cacheMiss?: (inference.IStatisticDuration|null);

        /**
         * Creates a new InferStatistics instance using the specified properties.
         * @param [properties] Properties to set
         * @returns InferStatistics instance
         */
        public static create(properties?: inference.IInferStatistics): inference.InferStatistics;

        /**
         * Encodes the specified InferStatistics message. Does not implicitly {@link inference.InferStatistics.verify|verify} messages.
         * @param message InferStatistics message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        public static encode(message: inference.IInferStatistics, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes an InferStatistics message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns InferStatistics
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        public static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): inference.InferStatistics;
    }

    /** Properties of an InferBatchStatistics. */
    interface IInferBatchStatistics {

        /** InferBatchStatistics batchSize */
        batchSize?: (number|null);

        /** InferBatchStatistics computeInput */
        computeInput?: (inference.IStatisticDuration|null);

        /** InferBatchStatistics computeInfer */
        computeInfer?: (inference.IStatisticDuration|null);

        /** InferBatchStatistics computeOutput */
        computeOutput?: (inference.IStatisticDuration|null);
    }

    /** Represents an InferBatchStatistics. */
    class InferBatchStatistics implements IInferBatchStatistics {

        /**
         * Constructs a new InferBatchStatistics.
         * @param [properties] Properties to set
         */
        constructor(properties?: inference.IInferBatchStatistics);

        /** InferBatchStatistics batchSize. */
        public batchSize: number;

        /** InferBatchStatistics computeInput. */
        public computeInput?: (inference.IStatisticDuration|null);

        /** InferBatchStatistics computeInfer. */
        public computeInfer?: (inference.IStatisticDuration|null);

        /** InferBatchStatistics computeOutput. */
        public computeOutput?: (inference.IStatisticDuration|null);

        /**
         * Creates a new InferBatchStatistics instance using the specified properties.
         * @param [properties] Properties to set
         * @returns InferBatchStatistics instance
         */
        public static create(properties?: inference.IInferBatchStatistics): inference.InferBatchStatistics;

        /**
         * Encodes the specified InferBatchStatistics message. Does not implicitly {@link inference.InferBatchStatistics.verify|verify} messages.
         * @param message InferBatchStatistics message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        public static encode(message: inference.IInferBatchStatistics, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes an InferBatchStatistics message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns InferBatchStatistics
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        public static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): inference.InferBatchStatistics;
    }

    /** Properties of a ModelStatistics. */
    interface IModelStatistics {

        /** ModelStatistics name */
        name?: (string|null);

        /** ModelStatistics version */
        version?: (string|null);

        /** ModelStatistics lastInference */
        lastInference?: (number|null);

        /** ModelStatistics inferenceCount */
        inferenceCount?: (number|null);

        /** ModelStatistics executionCount */
        executionCount?: (number|null);

        /** ModelStatistics inferenceStats */
        inferenceStats?: (inference.IInferStatistics|null);

        /** ModelStatistics batchStats */
        batchStats?: (inference.IInferBatchStatistics[]|null);
    }

    /** Represents a ModelStatistics. */
    class ModelStatistics implements IModelStatistics {

        /**
         * Constructs a new ModelStatistics.
         * @param [properties] Properties to set
         */
        constructor(properties?: inference.IModelStatistics);

        /** ModelStatistics name. */
        public name: string;

        /** ModelStatistics version. */
        public version: string;

        /** ModelStatistics lastInference. */
        public lastInference: number;

        /** ModelStatistics inferenceCount. */
        public inferenceCount: number;

        /** ModelStatistics executionCount. */
        public executionCount: number;

        /** ModelStatistics inferenceStats. */
        public inferenceStats?: (inference.IInferStatistics|null);

        /** ModelStatistics batchStats. */
        public batchStats: inference.IInferBatchStatistics[];

        /**
         * Creates a new ModelStatistics instance using the specified properties.
         * @param [properties] Properties to set
         * @returns ModelStatistics instance
         */
        public static create(properties?: inference.IModelStatistics): inference.ModelStatistics;

        /**
         * Encodes the specified ModelStatistics message. Does not implicitly {@link inference.ModelStatistics.verify|verify} messages.
         * @param message ModelStatistics message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        public static encode(message: inference.IModelStatistics, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a ModelStatistics message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns ModelStatistics
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        public static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): inference.ModelStatistics;
    }

    /** Properties of a ModelStatisticsResponse. */
    interface IModelStatisticsResponse {

        /** ModelStatisticsResponse modelStats */
        modelStats?: (inference.IModelStatistics[]|null);
    }

    /** Represents a ModelStatisticsResponse. */
    class ModelStatisticsResponse implements IModelStatisticsResponse {

        /**
         * Constructs a new ModelStatisticsResponse.
         * @param [properties] Properties to set
         */
        constructor(properties?: inference.IModelStatisticsResponse);

        /** ModelStatisticsResponse modelStats. */
        public modelStats: inference.IModelStatistics[];

        /**
         * Creates a new ModelStatisticsResponse instance using the specified properties.
         * @param [properties] Properties to set
         * @returns ModelStatisticsResponse instance
         */
        public static create(properties?: inference.IModelStatisticsResponse): inference.ModelStatisticsResponse;

        /**
         * Encodes the specified ModelStatisticsResponse message. Does not implicitly {@link inference.ModelStatisticsResponse.verify|verify} messages.
         * @param message ModelStatisticsResponse message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        public static encode(message: inference.IModelStatisticsResponse, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a ModelStatisticsResponse message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns ModelStatisticsResponse
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        public static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): inference.ModelStatisticsResponse;
    }

    /** Properties of a ModelRepositoryParameter. */
    interface IModelRepositoryParameter {

        /** ModelRepositoryParameter boolParam */
        boolParam?: (boolean|null);

        /** ModelRepositoryParameter int64Param */
        int64Param?: (number|null);

        /** ModelRepositoryParameter stringParam */
        stringParam?: (string|null);

        /** ModelRepositoryParameter bytesParam */
        bytesParam?: (Uint8Array|null);
    }

    /** Represents a ModelRepositoryParameter. */
    class ModelRepositoryParameter implements IModelRepositoryParameter {

        /**
         * Constructs a new ModelRepositoryParameter.
         * @param [properties] Properties to set
         */
        constructor(properties?: inference.IModelRepositoryParameter);

        /** ModelRepositoryParameter boolParam. */
        public boolParam?: (boolean|null);

        /** ModelRepositoryParameter int64Param. */
        public int64Param?: (number|null);

        /** ModelRepositoryParameter stringParam. */
        public stringParam?: (string|null);

        /** ModelRepositoryParameter bytesParam. */
        public bytesParam?: (Uint8Array|null);

        /** ModelRepositoryParameter parameterChoice. */
        public parameterChoice?: ("boolParam"|"int64Param"|"stringParam"|"bytesParam");

        /**
         * Creates a new ModelRepositoryParameter instance using the specified properties.
         * @param [properties] Properties to set
         * @returns ModelRepositoryParameter instance
         */
        public static create(properties?: inference.IModelRepositoryParameter): inference.ModelRepositoryParameter;

        /**
         * Encodes the specified ModelRepositoryParameter message. Does not implicitly {@link inference.ModelRepositoryParameter.verify|verify} messages.
         * @param message ModelRepositoryParameter message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        public static encode(message: inference.IModelRepositoryParameter, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a ModelRepositoryParameter message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns ModelRepositoryParameter
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        public static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): inference.ModelRepositoryParameter;
    }

    /** Properties of a RepositoryIndexRequest. */
    interface IRepositoryIndexRequest {

        /** RepositoryIndexRequest repositoryName */
        repositoryName?: (string|null);

        /** RepositoryIndexRequest ready */
        ready?: (boolean|null);
    }

    /** Represents a RepositoryIndexRequest. */
    class RepositoryIndexRequest implements IRepositoryIndexRequest {

        /**
         * Constructs a new RepositoryIndexRequest.
         * @param [properties] Properties to set
         */
        constructor(properties?: inference.IRepositoryIndexRequest);

        /** RepositoryIndexRequest repositoryName. */
        public repositoryName: string;

        /** RepositoryIndexRequest ready. */
        public ready: boolean;

        /**
         * Creates a new RepositoryIndexRequest instance using the specified properties.
         * @param [properties] Properties to set
         * @returns RepositoryIndexRequest instance
         */
        public static create(properties?: inference.IRepositoryIndexRequest): inference.RepositoryIndexRequest;

        /**
         * Encodes the specified RepositoryIndexRequest message. Does not implicitly {@link inference.RepositoryIndexRequest.verify|verify} messages.
         * @param message RepositoryIndexRequest message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        public static encode(message: inference.IRepositoryIndexRequest, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a RepositoryIndexRequest message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns RepositoryIndexRequest
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        public static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): inference.RepositoryIndexRequest;
    }

    /** Properties of a RepositoryIndexResponse. */
    interface IRepositoryIndexResponse {

        /** RepositoryIndexResponse models */
        models?: (inference.RepositoryIndexResponse.IModelIndex[]|null);
    }

    /** Represents a RepositoryIndexResponse. */
    class RepositoryIndexResponse implements IRepositoryIndexResponse {

        /**
         * Constructs a new RepositoryIndexResponse.
         * @param [properties] Properties to set
         */
        constructor(properties?: inference.IRepositoryIndexResponse);

        /** RepositoryIndexResponse models. */
        public models: inference.RepositoryIndexResponse.IModelIndex[];

        /**
         * Creates a new RepositoryIndexResponse instance using the specified properties.
         * @param [properties] Properties to set
         * @returns RepositoryIndexResponse instance
         */
        public static create(properties?: inference.IRepositoryIndexResponse): inference.RepositoryIndexResponse;

        /**
         * Encodes the specified RepositoryIndexResponse message. Does not implicitly {@link inference.RepositoryIndexResponse.verify|verify} messages.
         * @param message RepositoryIndexResponse message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        public static encode(message: inference.IRepositoryIndexResponse, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a RepositoryIndexResponse message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns RepositoryIndexResponse
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        public static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): inference.RepositoryIndexResponse;
    }

    namespace RepositoryIndexResponse {

        /** Properties of a ModelIndex. */
        interface IModelIndex {

            /** ModelIndex name */
            name?: (string|null);

            /** ModelIndex version */
            version?: (string|null);

            /** ModelIndex state */
            state?: (string|null);

            /** ModelIndex reason */
            reason?: (string|null);
        }

        /** Represents a ModelIndex. */
        class ModelIndex implements IModelIndex {

            /**
             * Constructs a new ModelIndex.
             * @param [properties] Properties to set
             */
            constructor(properties?: inference.RepositoryIndexResponse.IModelIndex);

            /** ModelIndex name. */
            public name: string;

            /** ModelIndex version. */
            public version: string;

            /** ModelIndex state. */
            public state: string;

            /** ModelIndex reason. */
            public reason: string;

            /**
             * Creates a new ModelIndex instance using the specified properties.
             * @param [properties] Properties to set
             * @returns ModelIndex instance
             */
            public static create(properties?: inference.RepositoryIndexResponse.IModelIndex): inference.RepositoryIndexResponse.ModelIndex;

            /**
             * Encodes the specified ModelIndex message. Does not implicitly {@link inference.RepositoryIndexResponse.ModelIndex.verify|verify} messages.
             * @param message ModelIndex message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            public static encode(message: inference.RepositoryIndexResponse.IModelIndex, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a ModelIndex message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns ModelIndex
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            public static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): inference.RepositoryIndexResponse.ModelIndex;
        }
    }

    /** Properties of a RepositoryModelLoadRequest. */
    interface IRepositoryModelLoadRequest {

        /** RepositoryModelLoadRequest repositoryName */
        repositoryName?: (string|null);

        /** RepositoryModelLoadRequest modelName */
        modelName?: (string|null);

        /** RepositoryModelLoadRequest parameters */
        parameters?: ({ [k: string]: inference.IModelRepositoryParameter }|null);
    }

    /** Represents a RepositoryModelLoadRequest. */
    class RepositoryModelLoadRequest implements IRepositoryModelLoadRequest {

        /**
         * Constructs a new RepositoryModelLoadRequest.
         * @param [properties] Properties to set
         */
        constructor(properties?: inference.IRepositoryModelLoadRequest);

        /** RepositoryModelLoadRequest repositoryName. */
        public repositoryName: string;

        /** RepositoryModelLoadRequest modelName. */
        public modelName: string;

        /** RepositoryModelLoadRequest parameters. */
        public parameters: { [k: string]: inference.IModelRepositoryParameter };

        /**
         * Creates a new RepositoryModelLoadRequest instance using the specified properties.
         * @param [properties] Properties to set
         * @returns RepositoryModelLoadRequest instance
         */
        public static create(properties?: inference.IRepositoryModelLoadRequest): inference.RepositoryModelLoadRequest;

        /**
         * Encodes the specified RepositoryModelLoadRequest message. Does not implicitly {@link inference.RepositoryModelLoadRequest.verify|verify} messages.
         * @param message RepositoryModelLoadRequest message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        public static encode(message: inference.IRepositoryModelLoadRequest, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a RepositoryModelLoadRequest message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns RepositoryModelLoadRequest
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        public static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): inference.RepositoryModelLoadRequest;
    }

    /** Properties of a RepositoryModelLoadResponse. */
    interface IRepositoryModelLoadResponse {
    }

    /** Represents a RepositoryModelLoadResponse. */
    class RepositoryModelLoadResponse implements IRepositoryModelLoadResponse {

        /**
         * Constructs a new RepositoryModelLoadResponse.
         * @param [properties] Properties to set
         */
        constructor(properties?: inference.IRepositoryModelLoadResponse);

        /**
         * Creates a new RepositoryModelLoadResponse instance using the specified properties.
         * @param [properties] Properties to set
         * @returns RepositoryModelLoadResponse instance
         */
        public static create(properties?: inference.IRepositoryModelLoadResponse): inference.RepositoryModelLoadResponse;

        /**
         * Encodes the specified RepositoryModelLoadResponse message. Does not implicitly {@link inference.RepositoryModelLoadResponse.verify|verify} messages.
         * @param message RepositoryModelLoadResponse message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        public static encode(message: inference.IRepositoryModelLoadResponse, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a RepositoryModelLoadResponse message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns RepositoryModelLoadResponse
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        public static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): inference.RepositoryModelLoadResponse;
    }

    /** Properties of a RepositoryModelUnloadRequest. */
    interface IRepositoryModelUnloadRequest {

        /** RepositoryModelUnloadRequest repositoryName */
        repositoryName?: (string|null);

        /** RepositoryModelUnloadRequest modelName */
        modelName?: (string|null);

        /** RepositoryModelUnloadRequest parameters */
        parameters?: ({ [k: string]: inference.IModelRepositoryParameter }|null);
    }

    /** Represents a RepositoryModelUnloadRequest. */
    class RepositoryModelUnloadRequest implements IRepositoryModelUnloadRequest {

        /**
         * Constructs a new RepositoryModelUnloadRequest.
         * @param [properties] Properties to set
         */
        constructor(properties?: inference.IRepositoryModelUnloadRequest);

        /** RepositoryModelUnloadRequest repositoryName. */
        public repositoryName: string;

        /** RepositoryModelUnloadRequest modelName. */
        public modelName: string;

        /** RepositoryModelUnloadRequest parameters. */
        public parameters: { [k: string]: inference.IModelRepositoryParameter };

        /**
         * Creates a new RepositoryModelUnloadRequest instance using the specified properties.
         * @param [properties] Properties to set
         * @returns RepositoryModelUnloadRequest instance
         */
        public static create(properties?: inference.IRepositoryModelUnloadRequest): inference.RepositoryModelUnloadRequest;

        /**
         * Encodes the specified RepositoryModelUnloadRequest message. Does not implicitly {@link inference.RepositoryModelUnloadRequest.verify|verify} messages.
         * @param message RepositoryModelUnloadRequest message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        public static encode(message: inference.IRepositoryModelUnloadRequest, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a RepositoryModelUnloadRequest message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns RepositoryModelUnloadRequest
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        public static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): inference.RepositoryModelUnloadRequest;
    }

    /** Properties of a RepositoryModelUnloadResponse. */
    interface IRepositoryModelUnloadResponse {
    }

    /** Represents a RepositoryModelUnloadResponse. */
    class RepositoryModelUnloadResponse implements IRepositoryModelUnloadResponse {

        /**
         * Constructs a new RepositoryModelUnloadResponse.
         * @param [properties] Properties to set
         */
        constructor(properties?: inference.IRepositoryModelUnloadResponse);

        /**
         * Creates a new RepositoryModelUnloadResponse instance using the specified properties.
         * @param [properties] Properties to set
         * @returns RepositoryModelUnloadResponse instance
         */
        public static create(properties?: inference.IRepositoryModelUnloadResponse): inference.RepositoryModelUnloadResponse;

        /**
         * Encodes the specified RepositoryModelUnloadResponse message. Does not implicitly {@link inference.RepositoryModelUnloadResponse.verify|verify} messages.
         * @param message RepositoryModelUnloadResponse message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        public static encode(message: inference.IRepositoryModelUnloadResponse, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a RepositoryModelUnloadResponse message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns RepositoryModelUnloadResponse
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        public static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): inference.RepositoryModelUnloadResponse;
    }
}

import * as $protobuf from "protobufjs";
import Long = require("long");
/** Namespace taichu_infer. */
export namespace taichu_infer {

    /** Properties of a ServerLiveRequest. */
    interface IServerLiveRequest {
    }

    /** Represents a ServerLiveRequest. */
    class ServerLiveRequest implements IServerLiveRequest {

        /**
         * Constructs a new ServerLiveRequest.
         * @param [properties] Properties to set
         */
        constructor(properties?: taichu_infer.IServerLiveRequest);

        /**
         * Creates a new ServerLiveRequest instance using the specified properties.
         * @param [properties] Properties to set
         * @returns ServerLiveRequest instance
         */
        public static create(properties?: taichu_infer.IServerLiveRequest): taichu_infer.ServerLiveRequest;

        /**
         * Encodes the specified ServerLiveRequest message. Does not implicitly {@link taichu_infer.ServerLiveRequest.verify|verify} messages.
         * @param message ServerLiveRequest message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        public static encode(message: taichu_infer.IServerLiveRequest, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a ServerLiveRequest message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns ServerLiveRequest
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        public static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): taichu_infer.ServerLiveRequest;
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
        constructor(properties?: taichu_infer.IServerLiveResponse);

        /** ServerLiveResponse live. */
        public live: boolean;

        /**
         * Creates a new ServerLiveResponse instance using the specified properties.
         * @param [properties] Properties to set
         * @returns ServerLiveResponse instance
         */
        public static create(properties?: taichu_infer.IServerLiveResponse): taichu_infer.ServerLiveResponse;

        /**
         * Encodes the specified ServerLiveResponse message. Does not implicitly {@link taichu_infer.ServerLiveResponse.verify|verify} messages.
         * @param message ServerLiveResponse message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        public static encode(message: taichu_infer.IServerLiveResponse, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a ServerLiveResponse message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns ServerLiveResponse
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        public static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): taichu_infer.ServerLiveResponse;
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
        constructor(properties?: taichu_infer.IServerReadyRequest);

        /**
         * Creates a new ServerReadyRequest instance using the specified properties.
         * @param [properties] Properties to set
         * @returns ServerReadyRequest instance
         */
        public static create(properties?: taichu_infer.IServerReadyRequest): taichu_infer.ServerReadyRequest;

        /**
         * Encodes the specified ServerReadyRequest message. Does not implicitly {@link taichu_infer.ServerReadyRequest.verify|verify} messages.
         * @param message ServerReadyRequest message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        public static encode(message: taichu_infer.IServerReadyRequest, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a ServerReadyRequest message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns ServerReadyRequest
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        public static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): taichu_infer.ServerReadyRequest;
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
        constructor(properties?: taichu_infer.IServerReadyResponse);

        /** ServerReadyResponse ready. */
        public ready: boolean;

        /**
         * Creates a new ServerReadyResponse instance using the specified properties.
         * @param [properties] Properties to set
         * @returns ServerReadyResponse instance
         */
        public static create(properties?: taichu_infer.IServerReadyResponse): taichu_infer.ServerReadyResponse;

        /**
         * Encodes the specified ServerReadyResponse message. Does not implicitly {@link taichu_infer.ServerReadyResponse.verify|verify} messages.
         * @param message ServerReadyResponse message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        public static encode(message: taichu_infer.IServerReadyResponse, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a ServerReadyResponse message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns ServerReadyResponse
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        public static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): taichu_infer.ServerReadyResponse;
    }

    /** Properties of an InferParameter. */
    interface IInferParameter {

        /** InferParameter boolParam */
        boolParam?: (boolean|null);

        /** InferParameter floatParam */
        floatParam?: (number|null);

        /** InferParameter stringParam */
        stringParam?: (string|null);
    }

    /** Represents an InferParameter. */
    class InferParameter implements IInferParameter {

        /**
         * Constructs a new InferParameter.
         * @param [properties] Properties to set
         */
        constructor(properties?: taichu_infer.IInferParameter);

        /** InferParameter boolParam. */
        public boolParam?: (boolean|null);

        /** InferParameter floatParam. */
        public floatParam?: (number|null);

        /** InferParameter stringParam. */
        public stringParam?: (string|null);

        /** InferParameter parameterChoice. */
        public parameterChoice?: ("boolParam"|"floatParam"|"stringParam");

        /**
         * Creates a new InferParameter instance using the specified properties.
         * @param [properties] Properties to set
         * @returns InferParameter instance
         */
        public static create(properties?: taichu_infer.IInferParameter): taichu_infer.InferParameter;

        /**
         * Encodes the specified InferParameter message. Does not implicitly {@link taichu_infer.InferParameter.verify|verify} messages.
         * @param message InferParameter message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        public static encode(message: taichu_infer.IInferParameter, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes an InferParameter message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns InferParameter
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        public static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): taichu_infer.InferParameter;
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
        parameters?: ({ [k: string]: taichu_infer.IInferParameter }|null);
    }

    /** Represents a ModelInferRequest. */
    class ModelInferRequest implements IModelInferRequest {

        /**
         * Constructs a new ModelInferRequest.
         * @param [properties] Properties to set
         */
        constructor(properties?: taichu_infer.IModelInferRequest);

        /** ModelInferRequest modelName. */
        public modelName: string;

        /** ModelInferRequest modelVersion. */
        public modelVersion: string;

        /** ModelInferRequest id. */
        public id: string;

        /** ModelInferRequest parameters. */
        public parameters: { [k: string]: taichu_infer.IInferParameter };

        /**
         * Creates a new ModelInferRequest instance using the specified properties.
         * @param [properties] Properties to set
         * @returns ModelInferRequest instance
         */
        public static create(properties?: taichu_infer.IModelInferRequest): taichu_infer.ModelInferRequest;

        /**
         * Encodes the specified ModelInferRequest message. Does not implicitly {@link taichu_infer.ModelInferRequest.verify|verify} messages.
         * @param message ModelInferRequest message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        public static encode(message: taichu_infer.IModelInferRequest, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a ModelInferRequest message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns ModelInferRequest
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        public static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): taichu_infer.ModelInferRequest;
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
        parameters?: ({ [k: string]: taichu_infer.IInferParameter }|null);
    }

    /** Represents a ModelInferResponse. */
    class ModelInferResponse implements IModelInferResponse {

        /**
         * Constructs a new ModelInferResponse.
         * @param [properties] Properties to set
         */
        constructor(properties?: taichu_infer.IModelInferResponse);

        /** ModelInferResponse modelName. */
        public modelName: string;

        /** ModelInferResponse modelVersion. */
        public modelVersion: string;

        /** ModelInferResponse id. */
        public id: string;

        /** ModelInferResponse parameters. */
        public parameters: { [k: string]: taichu_infer.IInferParameter };

        /**
         * Creates a new ModelInferResponse instance using the specified properties.
         * @param [properties] Properties to set
         * @returns ModelInferResponse instance
         */
        public static create(properties?: taichu_infer.IModelInferResponse): taichu_infer.ModelInferResponse;

        /**
         * Encodes the specified ModelInferResponse message. Does not implicitly {@link taichu_infer.ModelInferResponse.verify|verify} messages.
         * @param message ModelInferResponse message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        public static encode(message: taichu_infer.IModelInferResponse, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a ModelInferResponse message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns ModelInferResponse
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        public static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): taichu_infer.ModelInferResponse;
    }
}

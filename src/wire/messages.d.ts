import * as $protobuf from "protobufjs";
import Long = require("long");
/** Namespace inference. */
export namespace inference {

    /** Properties of an Env. */
    interface IEnv {

        /** Env app */
        app?: (string|null);

        /** Env workspace */
        workspace?: (string|null);
    }

    /** Represents an Env. */
    class Env implements IEnv {

        /**
         * Constructs a new Env.
         * @param [properties] Properties to set
         */
        constructor(properties?: inference.IEnv);

        /** Env app. */
        public app: string;

        /** Env workspace. */
        public workspace: string;

        /**
         * Creates a new Env instance using the specified properties.
         * @param [properties] Properties to set
         * @returns Env instance
         */
        public static create(properties?: inference.IEnv): inference.Env;

        /**
         * Encodes the specified Env message. Does not implicitly {@link inference.Env.verify|verify} messages.
         * @param message Env message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        public static encode(message: inference.IEnv, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes an Env message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns Env
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        public static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): inference.Env;
    }

    /** Properties of a File. */
    interface IFile {

        /** File name */
        name?: (string|null);

        /** File body */
        body?: (Uint8Array|null);
    }

    /** Represents a File. */
    class File implements IFile {

        /**
         * Constructs a new File.
         * @param [properties] Properties to set
         */
        constructor(properties?: inference.IFile);

        /** File name. */
        public name: string;

        /** File body. */
        public body: Uint8Array;

        /**
         * Creates a new File instance using the specified properties.
         * @param [properties] Properties to set
         * @returns File instance
         */
        public static create(properties?: inference.IFile): inference.File;

        /**
         * Encodes the specified File message. Does not implicitly {@link inference.File.verify|verify} messages.
         * @param message File message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        public static encode(message: inference.IFile, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a File message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns File
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        public static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): inference.File;
    }

    /** Properties of an InitParams. */
    interface IInitParams {

        /** InitParams app */
        app?: (string|null);
    }

    /** Represents an InitParams. */
    class InitParams implements IInitParams {

        /**
         * Constructs a new InitParams.
         * @param [properties] Properties to set
         */
        constructor(properties?: inference.IInitParams);

        /** InitParams app. */
        public app: string;

        /**
         * Creates a new InitParams instance using the specified properties.
         * @param [properties] Properties to set
         * @returns InitParams instance
         */
        public static create(properties?: inference.IInitParams): inference.InitParams;

        /**
         * Encodes the specified InitParams message. Does not implicitly {@link inference.InitParams.verify|verify} messages.
         * @param message InitParams message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        public static encode(message: inference.IInitParams, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes an InitParams message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns InitParams
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        public static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): inference.InitParams;
    }

    /** Properties of a CreateParams. */
    interface ICreateParams {

        /** CreateParams useDevice */
        useDevice?: (string|null);

        /** CreateParams batchSize */
        batchSize?: (number|null);

        /** CreateParams env */
        env?: (inference.IEnv|null);

        /** CreateParams modelFiles */
        modelFiles?: (inference.IFile[]|null);

        /** CreateParams modelParams */
        modelParams?: (string|null);

        /** CreateParams customFiles */
        customFiles?: (inference.IFile[]|null);

        /** CreateParams customParams */
        customParams?: (string|null);
    }

    /** Represents a CreateParams. */
    class CreateParams implements ICreateParams {

        /**
         * Constructs a new CreateParams.
         * @param [properties] Properties to set
         */
        constructor(properties?: inference.ICreateParams);

        /** CreateParams useDevice. */
        public useDevice: string;

        /** CreateParams batchSize. */
        public batchSize: number;

        /** CreateParams env. */
        public env?: (inference.IEnv|null);

        /** CreateParams modelFiles. */
        public modelFiles: inference.IFile[];

        /** CreateParams modelParams. */
        public modelParams: string;

        /** CreateParams customFiles. */
        public customFiles: inference.IFile[];

        /** CreateParams customParams. */
        public customParams: string;

        /**
         * Creates a new CreateParams instance using the specified properties.
         * @param [properties] Properties to set
         * @returns CreateParams instance
         */
        public static create(properties?: inference.ICreateParams): inference.CreateParams;

        /**
         * Encodes the specified CreateParams message. Does not implicitly {@link inference.CreateParams.verify|verify} messages.
         * @param message CreateParams message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        public static encode(message: inference.ICreateParams, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a CreateParams message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns CreateParams
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        public static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): inference.CreateParams;
    }

    /** Properties of a RequestData. */
    interface IRequestData {

        /** RequestData uri */
        uri?: (string|null);

        /** RequestData attribute */
        attribute?: (string|null);

        /** RequestData body */
        body?: (Uint8Array|null);
    }

    /** Represents a RequestData. */
    class RequestData implements IRequestData {

        /**
         * Constructs a new RequestData.
         * @param [properties] Properties to set
         */
        constructor(properties?: inference.IRequestData);

        /** RequestData uri. */
        public uri: string;

        /** RequestData attribute. */
        public attribute: string;

        /** RequestData body. */
        public body: Uint8Array;

        /**
         * Creates a new RequestData instance using the specified properties.
         * @param [properties] Properties to set
         * @returns RequestData instance
         */
        public static create(properties?: inference.IRequestData): inference.RequestData;

        /**
         * Encodes the specified RequestData message. Does not implicitly {@link inference.RequestData.verify|verify} messages.
         * @param message RequestData message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        public static encode(message: inference.IRequestData, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a RequestData message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns RequestData
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        public static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): inference.RequestData;
    }

    /** Properties of an InferenceRequest. */
    interface IInferenceRequest {

        /** InferenceRequest data */
        data?: (inference.IRequestData|null);

        /** InferenceRequest datas */
        datas?: (inference.IRequestData[]|null);

        /** InferenceRequest params */
        params?: (string|null);
    }

    /** Represents an InferenceRequest. */
    class InferenceRequest implements IInferenceRequest {

        /**
         * Constructs a new InferenceRequest.
         * @param [properties] Properties to set
         */
        constructor(properties?: inference.IInferenceRequest);

        /** InferenceRequest data. */
        public data?: (inference.IRequestData|null);

        /** InferenceRequest datas. */
        public datas: inference.IRequestData[];

        /** InferenceRequest params. */
        public params: string;

        /**
         * Creates a new InferenceRequest instance using the specified properties.
         * @param [properties] Properties to set
         * @returns InferenceRequest instance
         */
        public static create(properties?: inference.IInferenceRequest): inference.InferenceRequest;

        /**
         * Encodes the specified InferenceRequest message. Does not implicitly {@link inference.InferenceRequest.verify|verify} messages.
         * @param message InferenceRequest message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        public static encode(message: inference.IInferenceRequest, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes an InferenceRequest message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns InferenceRequest
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        public static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): inference.InferenceRequest;
    }

    /** Properties of an InferenceRequests. */
    interface IInferenceRequests {

        /** InferenceRequests requests */
        requests?: (inference.IInferenceRequest[]|null);
    }

    /** Represents an InferenceRequests. */
    class InferenceRequests implements IInferenceRequests {

        /**
         * Constructs a new InferenceRequests.
         * @param [properties] Properties to set
         */
        constructor(properties?: inference.IInferenceRequests);

        /** InferenceRequests requests. */
        public requests: inference.IInferenceRequest[];

        /**
         * Creates a new InferenceRequests instance using the specified properties.
         * @param [properties] Properties to set
         * @returns InferenceRequests instance
         */
        public static create(properties?: inference.IInferenceRequests): inference.InferenceRequests;

        /**
         * Encodes the specified InferenceRequests message. Does not implicitly {@link inference.InferenceRequests.verify|verify} messages.
         * @param message InferenceRequests message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        public static encode(message: inference.IInferenceRequests, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes an InferenceRequests message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns InferenceRequests
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        public static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): inference.InferenceRequests;
    }

    /** Properties of an InferenceResponse. */
    interface IInferenceResponse {

        /** InferenceResponse code */
        code?: (number|null);

        /** InferenceResponse message */
        message?: (string|null);

        /** InferenceResponse result */
        result?: (string|null);

        /** InferenceResponse body */
        body?: (Uint8Array|null);
    }

    /** Represents an InferenceResponse. */
    class InferenceResponse implements IInferenceResponse {

        /**
         * Constructs a new InferenceResponse.
         * @param [properties] Properties to set
         */
        constructor(properties?: inference.IInferenceResponse);

        /** InferenceResponse code. */
        public code: number;

        /** InferenceResponse message. */
        public message: string;

        /** InferenceResponse result. */
        public result: string;

        /** InferenceResponse body. */
        public body: Uint8Array;

        /**
         * Creates a new InferenceResponse instance using the specified properties.
         * @param [properties] Properties to set
         * @returns InferenceResponse instance
         */
        public static create(properties?: inference.IInferenceResponse): inference.InferenceResponse;

        /**
         * Encodes the specified InferenceResponse message. Does not implicitly {@link inference.InferenceResponse.verify|verify} messages.
         * @param message InferenceResponse message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        public static encode(message: inference.IInferenceResponse, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes an InferenceResponse message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns InferenceResponse
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        public static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): inference.InferenceResponse;
    }

    /** Properties of an InferenceResponses. */
    interface IInferenceResponses {

        /** InferenceResponses responses */
        responses?: (inference.IInferenceResponse[]|null);
    }

    /** Represents an InferenceResponses. */
    class InferenceResponses implements IInferenceResponses {

        /**
         * Constructs a new InferenceResponses.
         * @param [properties] Properties to set
         */
        constructor(properties?: inference.IInferenceResponses);

        /** InferenceResponses responses. */
        public responses: inference.IInferenceResponse[];

        /**
         * Creates a new InferenceResponses instance using the specified properties.
         * @param [properties] Properties to set
         * @returns InferenceResponses instance
         */
        public static create(properties?: inference.IInferenceResponses): inference.InferenceResponses;

        /**
         * Encodes the specified InferenceResponses message. Does not implicitly {@link inference.InferenceResponses.verify|verify} messages.
         * @param message InferenceResponses message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        public static encode(message: inference.IInferenceResponses, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes an InferenceResponses message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns InferenceResponses
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        public static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): inference.InferenceResponses;
    }
}

/** Namespace evalbridge. */
export namespace evalbridge {

    /** Kind enum. */
    enum Kind {
        NONE = 0,
        HELLO = 1,
        CREATE = 2,
        READY = 3,
        CALL = 4,
        REPLY = 5,
        LOG = 6,
        METRICS = 7,
        CREDIT = 8,
        CANCEL = 9,
        END = 10
    }

    /** Properties of a NamedFile. */
    interface INamedFile {

        /** NamedFile name */
        name?: (string|null);

        /** NamedFile path */
        path?: (string|null);
    }

    /** Represents a NamedFile. */
    class NamedFile implements INamedFile {

        /**
         * Constructs a new NamedFile.
         * @param [properties] Properties to set
         */
        constructor(properties?: evalbridge.INamedFile);

        /** NamedFile name. */
        public name: string;

        /** NamedFile path. */
        public path: string;

        /**
         * Creates a new NamedFile instance using the specified properties.
         * @param [properties] Properties to set
         * @returns NamedFile instance
         */
        public static create(properties?: evalbridge.INamedFile): evalbridge.NamedFile;

        /**
         * Encodes the specified NamedFile message. Does not implicitly {@link evalbridge.NamedFile.verify|verify} messages.
         * @param message NamedFile message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        public static encode(message: evalbridge.INamedFile, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a NamedFile message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns NamedFile
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        public static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): evalbridge.NamedFile;
    }

    /** Properties of an Entry. */
    interface IEntry {

        /** Entry key */
        key?: (string|null);

        /** Entry value */
        value?: (string|null);
    }

    /** Represents an Entry. */
    class Entry implements IEntry {

        /**
         * Constructs a new Entry.
         * @param [properties] Properties to set
         */
        constructor(properties?: evalbridge.IEntry);

        /** Entry key. */
        public key: string;

        /** Entry value. */
        public value: string;

        /**
         * Creates a new Entry instance using the specified properties.
         * @param [properties] Properties to set
         * @returns Entry instance
         */
        public static create(properties?: evalbridge.IEntry): evalbridge.Entry;

        /**
         * Encodes the specified Entry message. Does not implicitly {@link evalbridge.Entry.verify|verify} messages.
         * @param message Entry message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        public static encode(message: evalbridge.IEntry, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes an Entry message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns Entry
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        public static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): evalbridge.Entry;
    }

    /** Properties of a Create. */
    interface ICreate {

        /** Create folder */
        folder?: (string|null);

        /** Create entry */
        entry?: (string|null);

        /** Create dialect */
        dialect?: (string|null);

        /** Create preprocess */
        preprocess?: (boolean|null);

        /** Create payloadDir */
        payloadDir?: (string|null);

        /** Create modelFiles */
        modelFiles?: (evalbridge.INamedFile[]|null);

        /** Create customFiles */
        customFiles?: (evalbridge.INamedFile[]|null);

        /** Create pythonPath */
        pythonPath?: (string[]|null);

        /** Create inlineLimit */
        inlineLimit?: (number|null);

        /** Create version */
        version?: (string|null);

        /** Create threads */
        threads?: (number|null);

        /** Create workingFolder */
        workingFolder?: (string|null);

        /** Create translation */
        translation?: (string|null);

        /** Create requireGpu */
        requireGpu?: (boolean|null);

        /** Create python */
        python?: (string[]|null);

        /** Create pythonProblem */
        pythonProblem?: (string|null);

        /** Create pythonFolder */
        pythonFolder?: (string|null);

        /** Create args */
        args?: (string[]|null);

        /** Create stage */
        stage?: (number|null);

        /** Create instance */
        instance?: (number|null);

        /** Create compat */
        compat?: (evalbridge.IEntry[]|null);

        /** Create timeoutMs */
        timeoutMs?: (number|null);

        /** Create documents */
        documents?: (evalbridge.IEntry[]|null);

        /** Create observeDir */
        observeDir?: (string|null);
    }

    /** Represents a Create. */
    class Create implements ICreate {

        /**
         * Constructs a new Create.
         * @param [properties] Properties to set
         */
        constructor(properties?: evalbridge.ICreate);

        /** Create folder. */
        public folder: string;

        /** Create entry. */
        public entry: string;

        /** Create dialect. */
        public dialect: string;

        /** Create preprocess. */
        public preprocess: boolean;

        /** Create payloadDir. */
        public payloadDir: string;

        /** Create modelFiles. */
        public modelFiles: evalbridge.INamedFile[];

        /** Create customFiles. */
        public customFiles: evalbridge.INamedFile[];

        /** Create pythonPath. */
        public pythonPath: string[];

        /** Create inlineLimit. */
        public inlineLimit: number;

        /** Create version. */
        public version: string;

        /** Create threads. */
        public threads: number;

        /** Create workingFolder. */
        public workingFolder: string;

        /** Create translation. */
        public translation: string;

        /** Create requireGpu. */
        public requireGpu: boolean;

        /** Create python. */
        public python: string[];

        /** Create pythonProblem. */
        public pythonProblem: string;

        /** Create pythonFolder. */
        public pythonFolder: string;

        /** Create args. */
        public args: string[];

        /** Create stage. */
        public stage: number;

        /** Create instance. */
        public instance: number;

        /** Create compat. */
        public compat: evalbridge.IEntry[];

        /** Create timeoutMs. */
        public timeoutMs: number;

        /** Create documents. */
        public documents: evalbridge.IEntry[];

        /** Create observeDir. */
        public observeDir: string;

        /**
         * Creates a new Create instance using the specified properties.
         * @param [properties] Properties to set
         * @returns Create instance
         */
        public static create(properties?: evalbridge.ICreate): evalbridge.Create;

        /**
         * Encodes the specified Create message. Does not implicitly {@link evalbridge.Create.verify|verify} messages.
         * @param message Create message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        public static encode(message: evalbridge.ICreate, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Create message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns Create
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        public static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): evalbridge.Create;
    }

    /** Properties of a Ready. */
    interface IReady {

        /** Ready warnings */
        warnings?: (string[]|null);

        /** Ready measures */
        measures?: (boolean|null);

        /** Ready declared */
        declared?: (evalbridge.IDeclared|null);
    }

    /** Represents a Ready. */
    class Ready implements IReady {

        /**
         * Constructs a new Ready.
         * @param [properties] Properties to set
         */
        constructor(properties?: evalbridge.IReady);

        /** Ready warnings. */
        public warnings: string[];

        /** Ready measures. */
        public measures: boolean;

        /** Ready declared. */
        public declared?: (evalbridge.IDeclared|null);

        /**
         * Creates a new Ready instance using the specified properties.
         * @param [properties] Properties to set
         * @returns Ready instance
         */
        public static create(properties?: evalbridge.IReady): evalbridge.Ready;

        /**
         * Encodes the specified Ready message. Does not implicitly {@link evalbridge.Ready.verify|verify} messages.
         * @param message Ready message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        public static encode(message: evalbridge.IReady, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Ready message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns Ready
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        public static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): evalbridge.Ready;
    }

    /** Properties of a Declared. */
    interface IDeclared {

        /** Declared stages */
        stages?: (evalbridge.IStage[]|null);

        /** Declared served */
        served?: (evalbridge.IServed[]|null);

        /** Declared httpPort */
        httpPort?: (number|null);

        /** Declared grpcPort */
        grpcPort?: (number|null);

        /** Declared timeoutMs */
        timeoutMs?: (number|null);

        /** Declared maxQueue */
        maxQueue?: (number|null);

        /** Declared noQueue */
        noQueue?: (boolean|null);

        /** Declared maxConcurrent */
        maxConcurrent?: (number|null);

        /** Declared inputs */
        inputs?: (evalbridge.ITensorMetadata[]|null);

        /** Declared outputs */
        outputs?: (evalbridge.ITensorMetadata[]|null);

        /** Declared platform */
        platform?: (string|null);
    }

    /** Represents a Declared. */
    class Declared implements IDeclared {

        /**
         * Constructs a new Declared.
         * @param [properties] Properties to set
         */
        constructor(properties?: evalbridge.IDeclared);

        /** Declared stages. */
        public stages: evalbridge.IStage[];

        /** Declared served. */
        public served: evalbridge.IServed[];

        /** Declared httpPort. */
        public httpPort: number;

        /** Declared grpcPort. */
        public grpcPort: number;

        /** Declared timeoutMs. */
        public timeoutMs: number;

        /** Declared maxQueue. */
        public maxQueue: number;

        /** Declared noQueue. */
        public noQueue: boolean;

        /** Declared maxConcurrent. */
        public maxConcurrent: number;

        /** Declared inputs. */
        public inputs: evalbridge.ITensorMetadata[];

        /** Declared outputs. */
        public outputs: evalbridge.ITensorMetadata[];

        /** Declared platform. */
        public platform: string;

        /**
         * Creates a new Declared instance using the specified properties.
         * @param [properties] Properties to set
         * @returns Declared instance
         */
        public static create(properties?: evalbridge.IDeclared): evalbridge.Declared;

        /**
         * Encodes the specified Declared message. Does not implicitly {@link evalbridge.Declared.verify|verify} messages.
         * @param message Declared message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        public static encode(message: evalbridge.IDeclared, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Declared message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns Declared
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        public static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): evalbridge.Declared;
    }

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
        constructor(properties?: evalbridge.ITensorMetadata);

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
        public static create(properties?: evalbridge.ITensorMetadata): evalbridge.TensorMetadata;

        /**
         * Encodes the specified TensorMetadata message. Does not implicitly {@link evalbridge.TensorMetadata.verify|verify} messages.
         * @param message TensorMetadata message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        public static encode(message: evalbridge.ITensorMetadata, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a TensorMetadata message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns TensorMetadata
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        public static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): evalbridge.TensorMetadata;
    }

    /** Properties of a Stage. */
    interface IStage {

        /** Stage name */
        name?: (string|null);

        /** Stage instances */
        instances?: (number|null);

        /** Stage batchSize */
        batchSize?: (number|null);

        /** Stage batchDelayMs */
        batchDelayMs?: (number|null);

        /** Stage env */
        env?: (evalbridge.IEnvironment[]|null);

        /** Stage targets */
        targets?: (string[]|null);
    }

    /** Represents a Stage. */
    class Stage implements IStage {

        /**
         * Constructs a new Stage.
         * @param [properties] Properties to set
         */
        constructor(properties?: evalbridge.IStage);

        /** Stage name. */
        public name: string;

        /** Stage instances. */
        public instances: number;

        /** Stage batchSize. */
        public batchSize: number;

        /** Stage batchDelayMs. */
        public batchDelayMs: number;

        /** Stage env. */
        public env: evalbridge.IEnvironment[];

        /** Stage targets. */
        public targets: string[];

        /**
         * Creates a new Stage instance using the specified properties.
         * @param [properties] Properties to set
         * @returns Stage instance
         */
        public static create(properties?: evalbridge.IStage): evalbridge.Stage;

        /**
         * Encodes the specified Stage message. Does not implicitly {@link evalbridge.Stage.verify|verify} messages.
         * @param message Stage message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        public static encode(message: evalbridge.IStage, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Stage message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns Stage
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        public static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): evalbridge.Stage;
    }

    /** Properties of an Environment. */
    interface IEnvironment {

        /** Environment variables */
        variables?: (evalbridge.IEntry[]|null);
    }

    /** Represents an Environment. */
    class Environment implements IEnvironment {

        /**
         * Constructs a new Environment.
         * @param [properties] Properties to set
         */
        constructor(properties?: evalbridge.IEnvironment);

        /** Environment variables. */
        public variables: evalbridge.IEntry[];

        /**
         * Creates a new Environment instance using the specified properties.
         * @param [properties] Properties to set
         * @returns Environment instance
         */
        public static create(properties?: evalbridge.IEnvironment): evalbridge.Environment;

        /**
         * Encodes the specified Environment message. Does not implicitly {@link evalbridge.Environment.verify|verify} messages.
         * @param message Environment message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        public static encode(message: evalbridge.IEnvironment, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes an Environment message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns Environment
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        public static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): evalbridge.Environment;
    }

    /** Properties of a Served. */
    interface IServed {

        /** Served name */
        name?: (string|null);

        /** Served version */
        version?: (string|null);

        /** Served events */
        events?: (boolean|null);
    }

    /** Represents a Served. */
    class Served implements IServed {

        /**
         * Constructs a new Served.
         * @param [properties] Properties to set
         */
        constructor(properties?: evalbridge.IServed);

        /** Served name. */
        public name: string;

        /** Served version. */
        public version: string;

        /** Served events. */
        public events: boolean;

        /**
         * Creates a new Served instance using the specified properties.
         * @param [properties] Properties to set
         * @returns Served instance
         */
        public static create(properties?: evalbridge.IServed): evalbridge.Served;

        /**
         * Encodes the specified Served message. Does not implicitly {@link evalbridge.Served.verify|verify} messages.
         * @param message Served message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        public static encode(message: evalbridge.IServed, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Served message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns Served
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        public static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): evalbridge.Served;
    }

    /** Properties of an Item. */
    interface IItem {

        /** Item index */
        index?: (number|null);

        /** Item headers */
        headers?: (evalbridge.IHeader[]|null);

        /** Item literalCode */
        literalCode?: (boolean|null);

        /** Item contentType */
        contentType?: (string|null);
    }

    /** Represents an Item. */
    class Item implements IItem {

        /**
         * Constructs a new Item.
         * @param [properties] Properties to set
         */
        constructor(properties?: evalbridge.IItem);

        /** Item index. */
        public index: number;

        /** Item headers. */
        public headers: evalbridge.IHeader[];

        /** Item literalCode. */
        public literalCode: boolean;

        /** Item contentType. */
        public contentType: string;

        /**
         * Creates a new Item instance using the specified properties.
         * @param [properties] Properties to set
         * @returns Item instance
         */
        public static create(properties?: evalbridge.IItem): evalbridge.Item;

        /**
         * Encodes the specified Item message. Does not implicitly {@link evalbridge.Item.verify|verify} messages.
         * @param message Item message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        public static encode(message: evalbridge.IItem, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes an Item message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns Item
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        public static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): evalbridge.Item;
    }

    /** Properties of a Header. */
    interface IHeader {

        /** Header name */
        name?: (string|null);

        /** Header values */
        values?: (string[]|null);
    }

    /** Represents a Header. */
    class Header implements IHeader {

        /**
         * Constructs a new Header.
         * @param [properties] Properties to set
         */
        constructor(properties?: evalbridge.IHeader);

        /** Header name. */
        public name: string;

        /** Header values. */
        public values: string[];

        /**
         * Creates a new Header instance using the specified properties.
         * @param [properties] Properties to set
         * @returns Header instance
         */
        public static create(properties?: evalbridge.IHeader): evalbridge.Header;

        /**
         * Encodes the specified Header message. Does not implicitly {@link evalbridge.Header.verify|verify} messages.
         * @param message Header message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        public static encode(message: evalbridge.IHeader, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Header message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns Header
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        public static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): evalbridge.Header;
    }

    /** Properties of a Head. */
    interface IHead {

        /** Head kind */
        kind?: (evalbridge.Kind|null);

        /** Head call */
        call?: (number|null);

        /** Head code */
        code?: (number|null);

        /** Head message */
        message?: (string|null);

        /** Head reqids */
        reqids?: (string[]|null);

        /** Head protocol */
        protocol?: (number|null);

        /** Head runtime */
        runtime?: (string|null);

        /** Head pid */
        pid?: (number|null);

        /** Head create */
        create?: (evalbridge.ICreate|null);

        /** Head ready */
        ready?: (evalbridge.IReady|null);

        /** Head payloadFile */
        payloadFile?: (string|null);

        /** Head items */
        items?: (evalbridge.IItem[]|null);

        /** Head level */
        level?: (string|null);

        /** Head inferenceUs */
        inferenceUs?: (number|null);

        /** Head more */
        more?: (boolean|null);

        /** Head targets */
        targets?: (string[]|null);

        /** Head stream */
        stream?: (boolean|null);

        /** Head credit */
        credit?: (number|null);

        /** Head session */
        session?: (string|null);
    }

    /** Represents a Head. */
    class Head implements IHead {

        /**
         * Constructs a new Head.
         * @param [properties] Properties to set
         */
        constructor(properties?: evalbridge.IHead);

        /** Head kind. */
        public kind: evalbridge.Kind;

        /** Head call. */
        public call: number;

        /** Head code. */
        public code: number;

        /** Head message. */
        public message: string;

        /** Head reqids. */
        public reqids: string[];

        /** Head protocol. */
        public protocol: number;

        /** Head runtime. */
        public runtime: string;

        /** Head pid. */
        public pid: number;

        /** Head create. */
        public create?: (evalbridge.ICreate|null);

        /** Head ready. */
        public ready?: (evalbridge.IReady|null);

        /** Head payloadFile. */
        public payloadFile: string;

        /** Head items. */
        public items: evalbridge.IItem[];

        /** Head level. */
        public level: string;

        /** Head inferenceUs. */
        public inferenceUs: number;

        /** Head more. */
        public more: boolean;

        /** Head targets. */
        public targets: string[];

        /** Head stream. */
        public stream: boolean;

        /** Head credit. */
        public credit: number;

        /** Head session. */
        public session: string;

        /**
         * Creates a new Head instance using the specified properties.
         * @param [properties] Properties to set
         * @returns Head instance
         */
        public static create(properties?: evalbridge.IHead): evalbridge.Head;

        /**
         * Encodes the specified Head message. Does not implicitly {@link evalbridge.Head.verify|verify} messages.
         * @param message Head message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        public static encode(message: evalbridge.IHead, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Head message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns Head
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        public static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): evalbridge.Head;
    }
}

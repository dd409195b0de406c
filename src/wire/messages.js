/*eslint-disable block-scoped-var, id-length, no-control-regex, no-magic-numbers, no-prototype-builtins, no-redeclare, no-shadow, no-var, sort-vars*/
import $protobuf from "protobufjs/minimal.js";

// Common aliases
const $Reader = $protobuf.Reader, $Writer = $protobuf.Writer, $util = $protobuf.util;

// Exported root namespace
const $root = $protobuf.roots["default"] || ($protobuf.roots["default"] = {});

export const inference = $root.inference = (() => {

    /**
     * Namespace inference.
     * @exports inference
     * @namespace
     */
    const inference = {};

    inference.Env = (function() {

        /**
         * Properties of an Env.
         * @memberof inference
         * @interface IEnv
         * @property {string|null} [app] Env app
         * @property {string|null} [workspace] Env workspace
         */

        /**
         * Constructs a new Env.
         * @memberof inference
         * @classdesc Represents an Env.
         * @implements IEnv
         * @constructor
         * @param {inference.IEnv=} [properties] Properties to set
         */
        function Env(properties) {
            if (properties)
                for (let keys = Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        }

        /**
         * Env app.
         * @member {string} app
         * @memberof inference.Env
         * @instance
         */
        Env.prototype.app = "";

        /**
         * Env workspace.
         * @member {string} workspace
         * @memberof inference.Env
         * @instance
         */
        Env.prototype.workspace = "";

        /**
         * Creates a new Env instance using the specified properties.
         * @function create
         * @memberof inference.Env
         * @static
         * @param {inference.IEnv=} [properties] Properties to set
         * @returns {inference.Env} Env instance
         */
        Env.create = function create(properties) {
            return new Env(properties);
        };

        /**
         * Encodes the specified Env message. Does not implicitly {@link inference.Env.verify|verify} messages.
         * @function encode
         * @memberof inference.Env
         * @static
         * @param {inference.IEnv} message Env message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Env.encode = function encode(message, writer, q) {
            if (!writer)
                writer = $Writer.create();
            if (q === undefined)
                q = 0;
            if (q > $util.recursionLimit)
                throw Error("max depth exceeded");
            if (message.app != null && Object.hasOwnProperty.call(message, "app"))
                writer.uint32(/* id 1, wireType 2 =*/10).string(message.app);
            if (message.workspace != null && Object.hasOwnProperty.call(message, "workspace"))
                writer.uint32(/* id 2, wireType 2 =*/18).string(message.workspace);
            return writer;
        };

        /**
         * Decodes an Env message from the specified reader or buffer.
         * @function decode
         * @memberof inference.Env
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {inference.Env} Env
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Env.decode = function decode(reader, length, error, long) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (long === undefined)
                long = 0;
            if (long > $Reader.recursionLimit)
                throw Error("maximum nesting depth exceeded");
            let end, message;
            if (length === undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = new $root.inference.Env();
            while (reader.pos < end) {
                let tag = reader.uint32();
                if (tag === error)
                    break;
                switch (tag >>> 3) {
                case 1: {
                        message.app = reader.string();
                        break;
                    }
                case 2: {
                        message.workspace = reader.string();
                        break;
                    }
                default:
                    reader.skipType(tag & 7, long);
                    break;
                }
            }
            if (length !== undefined) {
                if (reader.pos !== end)
                    throw RangeError("index out of range");
                reader.len = length;
            }
            return message;
        };

        return Env;
    })();

    inference.File = (function() {

        /**
         * Properties of a File.
         * @memberof inference
         * @interface IFile
         * @property {string|null} [name] File name
         * @property {Uint8Array|null} [body] File body
         */

        /**
         * Constructs a new File.
         * @memberof inference
         * @classdesc Represents a File.
         * @implements IFile
         * @constructor
         * @param {inference.IFile=} [properties] Properties to set
         */
        function File(properties) {
            if (properties)
                for (let keys = Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        }

        /**
         * File name.
         * @member {string} name
         * @memberof inference.File
         * @instance
         */
        File.prototype.name = "";

        /**
         * File body.
         * @member {Uint8Array} body
         * @memberof inference.File
         * @instance
         */
        File.prototype.body = $util.newBuffer([]);

        /**
         * Creates a new File instance using the specified properties.
         * @function create
         * @memberof inference.File
         * @static
         * @param {inference.IFile=} [properties] Properties to set
         * @returns {inference.File} File instance
         */
        File.create = function create(properties) {
            return new File(properties);
        };

        /**
         * Encodes the specified File message. Does not implicitly {@link inference.File.verify|verify} messages.
         * @function encode
         * @memberof inference.File
         * @static
         * @param {inference.IFile} message File message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        File.encode = function encode(message, writer, q) {
            if (!writer)
                writer = $Writer.create();
            if (q === undefined)
                q = 0;
            if (q > $util.recursionLimit)
                throw Error("max depth exceeded");
            if (message.name != null && Object.hasOwnProperty.call(message, "name"))
                writer.uint32(/* id 1, wireType 2 =*/10).string(message.name);
            if (message.body != null && Object.hasOwnProperty.call(message, "body"))
                writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.body);
            return writer;
        };

        /**
         * Decodes a File message from the specified reader or buffer.
         * @function decode
         * @memberof inference.File
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {inference.File} File
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        File.decode = function decode(reader, length, error, long) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (long === undefined)
                long = 0;
            if (long > $Reader.recursionLimit)
                throw Error("maximum nesting depth exceeded");
            let end, message;
            if (length === undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = new $root.inference.File();
            while (reader.pos < end) {
                let tag = reader.uint32();
                if (tag === error)
                    break;
                switch (tag >>> 3) {
                case 1: {
                        message.name = reader.string();
                        break;
                    }
                case 2: {
                        message.body = reader.bytes();
                        break;
                    }
                default:
                    reader.skipType(tag & 7, long);
                    break;
                }
            }
            if (length !== undefined) {
                if (reader.pos !== end)
                    throw RangeError("index out of range");
                reader.len = length;
            }
            return message;
        };

        return File;
    })();

    inference.InitParams = (function() {

        /**
         * Properties of an InitParams.
         * @memberof inference
         * @interface IInitParams
         * @property {string|null} [app] InitParams app
         */

        /**
         * Constructs a new InitParams.
         * @memberof inference
         * @classdesc Represents an InitParams.
         * @implements IInitParams
         * @constructor
         * @param {inference.IInitParams=} [properties] Properties to set
         */
        function InitParams(properties) {
            if (properties)
                for (let keys = Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        }

        /**
         * InitParams app.
         * @member {string} app
         * @memberof inference.InitParams
         * @instance
         */
        InitParams.prototype.app = "";

        /**
         * Creates a new InitParams instance using the specified properties.
         * @function create
         * @memberof inference.InitParams
         * @static
         * @param {inference.IInitParams=} [properties] Properties to set
         * @returns {inference.InitParams} InitParams instance
         */
        InitParams.create = function create(properties) {
            return new InitParams(properties);
        };

        /**
         * Encodes the specified InitParams message. Does not implicitly {@link inference.InitParams.verify|verify} messages.
         * @function encode
         * @memberof inference.InitParams
         * @static
         * @param {inference.IInitParams} message InitParams message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        InitParams.encode = function encode(message, writer, q) {
            if (!writer)
                writer = $Writer.create();
            if (q === undefined)
                q = 0;
            if (q > $util.recursionLimit)
                throw Error("max depth exceeded");
            if (message.app != null && Object.hasOwnProperty.call(message, "app"))
                writer.uint32(/* id 1, wireType 2 =*/10).string(message.app);
            return writer;
        };

        /**
         * Decodes an InitParams message from the specified reader or buffer.
         * @function decode
         * @memberof inference.InitParams
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {inference.InitParams} InitParams
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        InitParams.decode = function decode(reader, length, error, long) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (long === undefined)
                long = 0;
            if (long > $Reader.recursionLimit)
                throw Error("maximum nesting depth exceeded");
            let end, message;
            if (length === undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = new $root.inference.InitParams();
            while (reader.pos < end) {
                let tag = reader.uint32();
                if (tag === error)
                    break;
                switch (tag >>> 3) {
                case 1: {
                        message.app = reader.string();
                        break;
                    }
                default:
                    reader.skipType(tag & 7, long);
                    break;
                }
            }
            if (length !== undefined) {
                if (reader.pos !== end)
                    throw RangeError("index out of range");
                reader.len = length;
            }
            return message;
        };

        return InitParams;
    })();

    inference.CreateParams = (function() {

        /**
         * Properties of a CreateParams.
         * @memberof inference
         * @interface ICreateParams
         * @property {string|null} [useDevice] CreateParams useDevice
         * @property {number|null} [batchSize] CreateParams batchSize
         * @property {inference.IEnv|null} [env] CreateParams env
         * @property {Array.<inference.IFile>|null} [modelFiles] CreateParams modelFiles
         * @property {string|null} [modelParams] CreateParams modelParams
         * @property {Array.<inference.IFile>|null} [customFiles] CreateParams customFiles
         * @property {string|null} [customParams] CreateParams customParams
         */

        /**
         * Constructs a new CreateParams.
         * @memberof inference
         * @classdesc Represents a CreateParams.
         * @implements ICreateParams
         * @constructor
         * @param {inference.ICreateParams=} [properties] Properties to set
         */
        function CreateParams(properties) {
            this.modelFiles = [];
            this.customFiles = [];
            if (properties)
                for (let keys = Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        }

        /**
         * CreateParams useDevice.
         * @member {string} useDevice
         * @memberof inference.CreateParams
         * @instance
         */
        CreateParams.prototype.useDevice = "GPU";

        /**
         * CreateParams batchSize.
         * @member {number} batchSize
         * @memberof inference.CreateParams
         * @instance
         */
        CreateParams.prototype.batchSize = 1;

        /**
         * CreateParams env.
         * @member {inference.IEnv|null|undefined} env
         * @memberof inference.CreateParams
         * @instance
         */
        CreateParams.prototype.env = null;

        /**
         * CreateParams modelFiles.
         * @member {Array.<inference.IFile>} modelFiles
         * @memberof inference.CreateParams
         * @instance
         */
        CreateParams.prototype.modelFiles = $util.emptyArray;

        /**
         * CreateParams modelParams.
         * @member {string} modelParams
         * @memberof inference.CreateParams
         * @instance
         */
        CreateParams.prototype.modelParams = "";

        /**
         * CreateParams customFiles.
         * @member {Array.<inference.IFile>} customFiles
         * @memberof inference.CreateParams
         * @instance
         */
        CreateParams.prototype.customFiles = $util.emptyArray;

        /**
         * CreateParams customParams.
         * @member {string} customParams
         * @memberof inference.CreateParams
         * @instance
         */
        CreateParams.prototype.customParams = "";

        /**
         * Creates a new CreateParams instance using the specified properties.
         * @function create
         * @memberof inference.CreateParams
         * @static
         * @param {inference.ICreateParams=} [properties] Properties to set
         * @returns {inference.CreateParams} CreateParams instance
         */
        CreateParams.create = function create(properties) {
            return new CreateParams(properties);
        };

        /**
         * Encodes the specified CreateParams message. Does not implicitly {@link inference.CreateParams.verify|verify} messages.
         * @function encode
         * @memberof inference.CreateParams
         * @static
         * @param {inference.ICreateParams} message CreateParams message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        CreateParams.encode = function encode(message, writer, q) {
            if (!writer)
                writer = $Writer.create();
            if (q === undefined)
                q = 0;
            if (q > $util.recursionLimit)
                throw Error("max depth exceeded");
            if (message.useDevice != null && Object.hasOwnProperty.call(message, "useDevice"))
                writer.uint32(/* id 1, wireType 2 =*/10).string(message.useDevice);
            if (message.batchSize != null && Object.hasOwnProperty.call(message, "batchSize"))
                writer.uint32(/* id 2, wireType 0 =*/16).int32(message.batchSize);
            if (message.env != null && Object.hasOwnProperty.call(message, "env"))
                $root.inference.Env.encode(message.env, writer.uint32(/* id 4, wireType 2 =*/34).fork(), q + 1).ldelim();
            if (message.modelFiles != null && message.modelFiles.length)
                for (let i = 0; i < message.modelFiles.length; ++i)
                    $root.inference.File.encode(message.modelFiles[i], writer.uint32(/* id 9, wireType 2 =*/74).fork(), q + 1).ldelim();
            if (message.modelParams != null && Object.hasOwnProperty.call(message, "modelParams"))
                writer.uint32(/* id 10, wireType 2 =*/82).string(message.modelParams);
            if (message.customFiles != null && message.customFiles.length)
                for (let i = 0; i < message.customFiles.length; ++i)
                    $root.inference.File.encode(message.customFiles[i], writer.uint32(/* id 11, wireType 2 =*/90).fork(), q + 1).ldelim();
            if (message.customParams != null && Object.hasOwnProperty.call(message, "customParams"))
                writer.uint32(/* id 12, wireType 2 =*/98).string(message.customParams);
            return writer;
        };

        /**
         * Decodes a CreateParams message from the specified reader or buffer.
         * @function decode
         * @memberof inference.CreateParams
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {inference.CreateParams} CreateParams
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        CreateParams.decode = function decode(reader, length, error, long) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (long === undefined)
                long = 0;
            if (long > $Reader.recursionLimit)
                throw Error("maximum nesting depth exceeded");
            let end, message;
            if (length === undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = new $root.inference.CreateParams();
            while (reader.pos < end) {
                let tag = reader.uint32();
                if (tag === error)
                    break;
                switch (tag >>> 3) {
                case 1: {
                        message.useDevice = reader.string();
                        break;
                    }
                case 2: {
                        message.batchSize = reader.int32();
                        break;
                    }
                case 4: {
                        message.env = $root.inference.Env.decode(reader, reader.uint32(), undefined, long + 1);
                        break;
                    }
                case 9: {
                        if (!(message.modelFiles && message.modelFiles.length))
                            message.modelFiles = [];
                        message.modelFiles.push($root.inference.File.decode(reader, reader.uint32(), undefined, long + 1));
                        break;
                    }
                case 10: {
                        message.modelParams = reader.string();
                        break;
                    }
                case 11: {
                        if (!(message.customFiles && message.customFiles.length))
                            message.customFiles = [];
                        message.customFiles.push($root.inference.File.decode(reader, reader.uint32(), undefined, long + 1));
                        break;
                    }
                case 12: {
                        message.customParams = reader.string();
                        break;
                    }
                default:
                    reader.skipType(tag & 7, long);
                    break;
                }
            }
            if (length !== undefined) {
                if (reader.pos !== end)
                    throw RangeError("index out of range");
                reader.len = length;
            }
            return message;
        };

        return CreateParams;
    })();

    inference.RequestData = (function() {

        /**
         * Properties of a RequestData.
         * @memberof inference
         * @interface IRequestData
         * @property {string|null} [uri] RequestData uri
         * @property {string|null} [attribute] RequestData attribute
         * @property {Uint8Array|null} [body] RequestData body
         */

        /**
         * Constructs a new RequestData.
         * @memberof inference
         * @classdesc Represents a RequestData.
         * @implements IRequestData
         * @constructor
         * @param {inference.IRequestData=} [properties] Properties to set
         */
        function RequestData(properties) {
            if (properties)
                for (let keys = Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        }

        /**
         * RequestData uri.
         * @member {string} uri
         * @memberof inference.RequestData
         * @instance
         */
        RequestData.prototype.uri = "";

        /**
         * RequestData attribute.
         * @member {string} attribute
         * @memberof inference.RequestData
         * @instance
         */
        RequestData.prototype.attribute = "";

        /**
         * RequestData body.
         * @member {Uint8Array} body
         * @memberof inference.RequestData
         * @instance
         */
        RequestData.prototype.body = $util.newBuffer([]);

        /**
         * Creates a new RequestData instance using the specified properties.
         * @function create
         * @memberof inference.RequestData
         * @static
         * @param {inference.IRequestData=} [properties] Properties to set
         * @returns {inference.RequestData} RequestData instance
         */
        RequestData.create = function create(properties) {
            return new RequestData(properties);
        };

        /**
         * Encodes the specified RequestData message. Does not implicitly {@link inference.RequestData.verify|verify} messages.
         * @function encode
         * @memberof inference.RequestData
         * @static
         * @param {inference.IRequestData} message RequestData message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        RequestData.encode = function encode(message, writer, q) {
            if (!writer)
                writer = $Writer.create();
            if (q === undefined)
                q = 0;
            if (q > $util.recursionLimit)
                throw Error("max depth exceeded");
            if (message.uri != null && Object.hasOwnProperty.call(message, "uri"))
                writer.uint32(/* id 1, wireType 2 =*/10).string(message.uri);
            if (message.attribute != null && Object.hasOwnProperty.call(message, "attribute"))
                writer.uint32(/* id 2, wireType 2 =*/18).string(message.attribute);
            if (message.body != null && Object.hasOwnProperty.call(message, "body"))
                writer.uint32(/* id 3, wireType 2 =*/26).bytes(message.body);
            return writer;
        };

        /**
         * Decodes a RequestData message from the specified reader or buffer.
         * @function decode
         * @memberof inference.RequestData
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {inference.RequestData} RequestData
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        RequestData.decode = function decode(reader, length, error, long) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (long === undefined)
                long = 0;
            if (long > $Reader.recursionLimit)
                throw Error("maximum nesting depth exceeded");
            let end, message;
            if (length === undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = new $root.inference.RequestData();
            while (reader.pos < end) {
                let tag = reader.uint32();
                if (tag === error)
                    break;
                switch (tag >>> 3) {
                case 1: {
                        message.uri = reader.string();
                        break;
                    }
                case 2: {
                        message.attribute = reader.string();
                        break;
                    }
                case 3: {
                        message.body = reader.bytes();
                        break;
                    }
                default:
                    reader.skipType(tag & 7, long);
                    break;
                }
            }
            if (length !== undefined) {
                if (reader.pos !== end)
                    throw RangeError("index out of range");
                reader.len = length;
            }
            return message;
        };

        return RequestData;
    })();

    inference.InferenceRequest = (function() {

        /**
         * Properties of an InferenceRequest.
         * @memberof inference
         * @interface IInferenceRequest
         * @property {inference.IRequestData|null} [data] InferenceRequest data
         * @property {Array.<inference.IRequestData>|null} [datas] InferenceRequest datas
         * @property {string|null} [params] InferenceRequest params
         */

        /**
         * Constructs a new InferenceRequest.
         * @memberof inference
         * @classdesc Represents an InferenceRequest.
         * @implements IInferenceRequest
         * @constructor
         * @param {inference.IInferenceRequest=} [properties] Properties to set
         */
        function InferenceRequest(properties) {
            this.datas = [];
            if (properties)
                for (let keys = Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        }

        /**
         * InferenceRequest data.
         * @member {inference.IRequestData|null|undefined} data
         * @memberof inference.InferenceRequest
         * @instance
         */
        InferenceRequest.prototype.data = null;

        /**
         * InferenceRequest datas.
         * @member {Array.<inference.IRequestData>} datas
         * @memberof inference.InferenceRequest
         * @instance
         */
        InferenceRequest.prototype.datas = $util.emptyArray;

        /**
         * InferenceRequest params.
         * @member {string} params
         * @memberof inference.InferenceRequest
         * @instance
         */
        InferenceRequest.prototype.params = "";

        /**
         * Creates a new InferenceRequest instance using the specified properties.
         * @function create
         * @memberof inference.InferenceRequest
         * @static
         * @param {inference.IInferenceRequest=} [properties] Properties to set
         * @returns {inference.InferenceRequest} InferenceRequest instance
         */
        InferenceRequest.create = function create(properties) {
            return new InferenceRequest(properties);
        };

        /**
         * Encodes the specified InferenceRequest message. Does not implicitly {@link inference.InferenceRequest.verify|verify} messages.
         * @function encode
         * @memberof inference.InferenceRequest
         * @static
         * @param {inference.IInferenceRequest} message InferenceRequest message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        InferenceRequest.encode = function encode(message, writer, q) {
            if (!writer)
                writer = $Writer.create();
            if (q === undefined)
                q = 0;
            if (q > $util.recursionLimit)
                throw Error("max depth exceeded");
            if (message.data != null && Object.hasOwnProperty.call(message, "data"))
                $root.inference.RequestData.encode(message.data, writer.uint32(/* id 1, wireType 2 =*/10).fork(), q + 1).ldelim();
            if (message.datas != null && message.datas.length)
                for (let i = 0; i < message.datas.length; ++i)
                    $root.inference.RequestData.encode(message.datas[i], writer.uint32(/* id 2, wireType 2 =*/18).fork(), q + 1).ldelim();
            if (message.params != null && Object.hasOwnProperty.call(message, "params"))
                writer.uint32(/* id 3, wireType 2 =*/26).string(message.params);
            return writer;
        };

        /**
         * Decodes an InferenceRequest message from the specified reader or buffer.
         * @function decode
         * @memberof inference.InferenceRequest
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {inference.InferenceRequest} InferenceRequest
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        InferenceRequest.decode = function decode(reader, length, error, long) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (long === undefined)
                long = 0;
            if (long > $Reader.recursionLimit)
                throw Error("maximum nesting depth exceeded");
            let end, message;
            if (length === undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = new $root.inference.InferenceRequest();
            while (reader.pos < end) {
                let tag = reader.uint32();
                if (tag === error)
                    break;
                switch (tag >>> 3) {
                case 1: {
                        message.data = $root.inference.RequestData.decode(reader, reader.uint32(), undefined, long + 1);
                        break;
                    }
                case 2: {
                        if (!(message.datas && message.datas.length))
                            message.datas = [];
                        message.datas.push($root.inference.RequestData.decode(reader, reader.uint32(), undefined, long + 1));
                        break;
                    }
                case 3: {
                        message.params = reader.string();
                        break;
                    }
                default:
                    reader.skipType(tag & 7, long);
                    break;
                }
            }
            if (length !== undefined) {
                if (reader.pos !== end)
                    throw RangeError("index out of range");
                reader.len = length;
            }
            return message;
        };

        return InferenceRequest;
    })();

    inference.InferenceRequests = (function() {

        /**
         * Properties of an InferenceRequests.
         * @memberof inference
         * @interface IInferenceRequests
         * @property {Array.<inference.IInferenceRequest>|null} [requests] InferenceRequests requests
         */

        /**
         * Constructs a new InferenceRequests.
         * @memberof inference
         * @classdesc Represents an InferenceRequests.
         * @implements IInferenceRequests
         * @constructor
         * @param {inference.IInferenceRequests=} [properties] Properties to set
         */
        function InferenceRequests(properties) {
            this.requests = [];
            if (properties)
                for (let keys = Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        }

        /**
         * InferenceRequests requests.
         * @member {Array.<inference.IInferenceRequest>} requests
         * @memberof inference.InferenceRequests
         * @instance
         */
        InferenceRequests.prototype.requests = $util.emptyArray;

        /**
         * Creates a new InferenceRequests instance using the specified properties.
         * @function create
         * @memberof inference.InferenceRequests
         * @static
         * @param {inference.IInferenceRequests=} [properties] Properties to set
         * @returns {inference.InferenceRequests} InferenceRequests instance
         */
        InferenceRequests.create = function create(properties) {
            return new InferenceRequests(properties);
        };

        /**
         * Encodes the specified InferenceRequests message. Does not implicitly {@link inference.InferenceRequests.verify|verify} messages.
         * @function encode
         * @memberof inference.InferenceRequests
         * @static
         * @param {inference.IInferenceRequests} message InferenceRequests message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        InferenceRequests.encode = function encode(message, writer, q) {
            if (!writer)
                writer = $Writer.create();
            if (q === undefined)
                q = 0;
            if (q > $util.recursionLimit)
                throw Error("max depth exceeded");
            if (message.requests != null && message.requests.length)
                for (let i = 0; i < message.requests.length; ++i)
                    $root.inference.InferenceRequest.encode(message.requests[i], writer.uint32(/* id 1, wireType 2 =*/10).fork(), q + 1).ldelim();
            return writer;
        };

        /**
         * Decodes an InferenceRequests message from the specified reader or buffer.
         * @function decode
         * @memberof inference.InferenceRequests
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {inference.InferenceRequests} InferenceRequests
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        InferenceRequests.decode = function decode(reader, length, error, long) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (long === undefined)
                long = 0;
            if (long > $Reader.recursionLimit)
                throw Error("maximum nesting depth exceeded");
            let end, message;
            if (length === undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = new $root.inference.InferenceRequests();
            while (reader.pos < end) {
                let tag = reader.uint32();
                if (tag === error)
                    break;
                switch (tag >>> 3) {
                case 1: {
                        if (!(message.requests && message.requests.length))
                            message.requests = [];
                        message.requests.push($root.inference.InferenceRequest.decode(reader, reader.uint32(), undefined, long + 1));
                        break;
                    }
                default:
                    reader.skipType(tag & 7, long);
                    break;
                }
            }
            if (length !== undefined) {
                if (reader.pos !== end)
                    throw RangeError("index out of range");
                reader.len = length;
            }
            return message;
        };

        return InferenceRequests;
    })();

    inference.InferenceResponse = (function() {

        /**
         * Properties of an InferenceResponse.
         * @memberof inference
         * @interface IInferenceResponse
         * @property {number|null} [code] InferenceResponse code
         * @property {string|null} [message] InferenceResponse message
         * @property {string|null} [result] InferenceResponse result
         * @property {Uint8Array|null} [body] InferenceResponse body
         */

        /**
         * Constructs a new InferenceResponse.
         * @memberof inference
         * @classdesc Represents an InferenceResponse.
         * @implements IInferenceResponse
         * @constructor
         * @param {inference.IInferenceResponse=} [properties] Properties to set
         */
        function InferenceResponse(properties) {
            if (properties)
                for (let keys = Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        }

        /**
         * InferenceResponse code.
         * @member {number} code
         * @memberof inference.InferenceResponse
         * @instance
         */
        InferenceResponse.prototype.code = 0;

        /**
         * InferenceResponse message.
         * @member {string} message
         * @memberof inference.InferenceResponse
         * @instance
         */
        InferenceResponse.prototype.message = "";

        /**
         * InferenceResponse result.
         * @member {string} result
         * @memberof inference.InferenceResponse
         * @instance
         */
        InferenceResponse.prototype.result = "";

        /**
         * InferenceResponse body.
         * @member {Uint8Array} body
         * @memberof inference.InferenceResponse
         * @instance
         */
        InferenceResponse.prototype.body = $util.newBuffer([]);

        /**
         * Creates a new InferenceResponse instance using the specified properties.
         * @function create
         * @memberof inference.InferenceResponse
         * @static
         * @param {inference.IInferenceResponse=} [properties] Properties to set
         * @returns {inference.InferenceResponse} InferenceResponse instance
         */
        InferenceResponse.create = function create(properties) {
            return new InferenceResponse(properties);
        };

        /**
         * Encodes the specified InferenceResponse message. Does not implicitly {@link inference.InferenceResponse.verify|verify} messages.
         * @function encode
         * @memberof inference.InferenceResponse
         * @static
         * @param {inference.IInferenceResponse} message InferenceResponse message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        InferenceResponse.encode = function encode(message, writer, q) {
            if (!writer)
                writer = $Writer.create();
            if (q === undefined)
                q = 0;
            if (q > $util.recursionLimit)
                throw Error("max depth exceeded");
            if (message.code != null && Object.hasOwnProperty.call(message, "code"))
                writer.uint32(/* id 1, wireType 0 =*/8).int32(message.code);
            if (message.message != null && Object.hasOwnProperty.call(message, "message"))
                writer.uint32(/* id 2, wireType 2 =*/18).string(message.message);
            if (message.result != null && Object.hasOwnProperty.call(message, "result"))
                writer.uint32(/* id 5, wireType 2 =*/42).string(message.result);
            if (message.body != null && Object.hasOwnProperty.call(message, "body"))
                writer.uint32(/* id 6, wireType 2 =*/50).bytes(message.body);
            return writer;
        };

        /**
         * Decodes an InferenceResponse message from the specified reader or buffer.
         * @function decode
         * @memberof inference.InferenceResponse
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {inference.InferenceResponse} InferenceResponse
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        InferenceResponse.decode = function decode(reader, length, error, long) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (long === undefined)
                long = 0;
            if (long > $Reader.recursionLimit)
                throw Error("maximum nesting depth exceeded");
            let end, message;
            if (length === undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = new $root.inference.InferenceResponse();
            while (reader.pos < end) {
                let tag = reader.uint32();
                if (tag === error)
                    break;
                switch (tag >>> 3) {
                case 1: {
                        message.code = reader.int32();
                        break;
                    }
                case 2: {
                        message.message = reader.string();
                        break;
                    }
                case 5: {
                        message.result = reader.string();
                        break;
                    }
                case 6: {
                        message.body = reader.bytes();
                        break;
                    }
                default:
                    reader.skipType(tag & 7, long);
                    break;
                }
            }
            if (length !== undefined) {
                if (reader.pos !== end)
                    throw RangeError("index out of range");
                reader.len = length;
            }
            return message;
        };

        return InferenceResponse;
    })();

    inference.InferenceResponses = (function() {

        /**
         * Properties of an InferenceResponses.
         * @memberof inference
         * @interface IInferenceResponses
         * @property {Array.<inference.IInferenceResponse>|null} [responses] InferenceResponses responses
         */

        /**
         * Constructs a new InferenceResponses.
         * @memberof inference
         * @classdesc Represents an InferenceResponses.
         * @implements IInferenceResponses
         * @constructor
         * @param {inference.IInferenceResponses=} [properties] Properties to set
         */
        function InferenceResponses(properties) {
            this.responses = [];
            if (properties)
                for (let keys = Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        }

        /**
         * InferenceResponses responses.
         * @member {Array.<inference.IInferenceResponse>} responses
         * @memberof inference.InferenceResponses
         * @instance
         */
        InferenceResponses.prototype.responses = $util.emptyArray;

        /**
         * Creates a new InferenceResponses instance using the specified properties.
         * @function create
         * @memberof inference.InferenceResponses
         * @static
         * @param {inference.IInferenceResponses=} [properties] Properties to set
         * @returns {inference.InferenceResponses} InferenceResponses instance
         */
        InferenceResponses.create = function create(properties) {
            return new InferenceResponses(properties);
        };

        /**
         * Encodes the specified InferenceResponses message. Does not implicitly {@link inference.InferenceResponses.verify|verify} messages.
         * @function encode
         * @memberof inference.InferenceResponses
         * @static
         * @param {inference.IInferenceResponses} message InferenceResponses message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        InferenceResponses.encode = function encode(message, writer, q) {
            if (!writer)
                writer = $Writer.create();
            if (q === undefined)
                q = 0;
            if (q > $util.recursionLimit)
                throw Error("max depth exceeded");
            if (message.responses != null && message.responses.length)
                for (let i = 0; i < message.responses.length; ++i)
                    $root.inference.InferenceResponse.encode(message.responses[i], writer.uint32(/* id 1, wireType 2 =*/10).fork(), q + 1).ldelim();
            return writer;
        };

        /**
         * Decodes an InferenceResponses message from the specified reader or buffer.
         * @function decode
         * @memberof inference.InferenceResponses
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {inference.InferenceResponses} InferenceResponses
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        InferenceResponses.decode = function decode(reader, length, error, long) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (long === undefined)
                long = 0;
            if (long > $Reader.recursionLimit)
                throw Error("maximum nesting depth exceeded");
            let end, message;
            if (length === undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = new $root.inference.InferenceResponses();
            while (reader.pos < end) {
                let tag = reader.uint32();
                if (tag === error)
                    break;
                switch (tag >>> 3) {
                case 1: {
                        if (!(message.responses && message.responses.length))
                            message.responses = [];
                        message.responses.push($root.inference.InferenceResponse.decode(reader, reader.uint32(), undefined, long + 1));
                        break;
                    }
                default:
                    reader.skipType(tag & 7, long);
                    break;
                }
            }
            if (length !== undefined) {
                if (reader.pos !== end)
                    throw RangeError("index out of range");
                reader.len = length;
            }
            return message;
        };

        return InferenceResponses;
    })();

    return inference;
})();

export const evalbridge = $root.evalbridge = (() => {

    /**
     * Namespace evalbridge.
     * @exports evalbridge
     * @namespace
     */
    const evalbridge = {};

    /**
     * Kind enum.
     * @name evalbridge.Kind
     * @enum {number}
     * @property {number} NONE=0 NONE value
     * @property {number} HELLO=1 HELLO value
     * @property {number} CREATE=2 CREATE value
     * @property {number} READY=3 READY value
     * @property {number} CALL=4 CALL value
     * @property {number} REPLY=5 REPLY value
     * @property {number} LOG=6 LOG value
     * @property {number} METRICS=7 METRICS value
     * @property {number} CREDIT=8 CREDIT value
     * @property {number} CANCEL=9 CANCEL value
     * @property {number} END=10 END value
     */
    evalbridge.Kind = (function() {
        const valuesById = {}, values = Object.create(valuesById);
        values[valuesById[0] = "NONE"] = 0;
        values[valuesById[1] = "HELLO"] = 1;
        values[valuesById[2] = "CREATE"] = 2;
        values[valuesById[3] = "READY"] = 3;
        values[valuesById[4] = "CALL"] = 4;
        values[valuesById[5] = "REPLY"] = 5;
        values[valuesById[6] = "LOG"] = 6;
        values[valuesById[7] = "METRICS"] = 7;
        values[valuesById[8] = "CREDIT"] = 8;
        values[valuesById[9] = "CANCEL"] = 9;
        values[valuesById[10] = "END"] = 10;
        return values;
    })();

    evalbridge.NamedFile = (function() {

        /**
         * Properties of a NamedFile.
         * @memberof evalbridge
         * @interface INamedFile
         * @property {string|null} [name] NamedFile name
         * @property {string|null} [path] NamedFile path
         */

        /**
         * Constructs a new NamedFile.
         * @memberof evalbridge
         * @classdesc Represents a NamedFile.
         * @implements INamedFile
         * @constructor
         * @param {evalbridge.INamedFile=} [properties] Properties to set
         */
        function NamedFile(properties) {
            if (properties)
                for (let keys = Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        }

        /**
         * NamedFile name.
         * @member {string} name
         * @memberof evalbridge.NamedFile
         * @instance
         */
        NamedFile.prototype.name = "";

        /**
         * NamedFile path.
         * @member {string} path
         * @memberof evalbridge.NamedFile
         * @instance
         */
        NamedFile.prototype.path = "";

        /**
         * Creates a new NamedFile instance using the specified properties.
         * @function create
         * @memberof evalbridge.NamedFile
         * @static
         * @param {evalbridge.INamedFile=} [properties] Properties to set
         * @returns {evalbridge.NamedFile} NamedFile instance
         */
        NamedFile.create = function create(properties) {
            return new NamedFile(properties);
        };

        /**
         * Encodes the specified NamedFile message. Does not implicitly {@link evalbridge.NamedFile.verify|verify} messages.
         * @function encode
         * @memberof evalbridge.NamedFile
         * @static
         * @param {evalbridge.INamedFile} message NamedFile message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        NamedFile.encode = function encode(message, writer, q) {
            if (!writer)
                writer = $Writer.create();
            if (q === undefined)
                q = 0;
            if (q > $util.recursionLimit)
                throw Error("max depth exceeded");
            if (message.name != null && Object.hasOwnProperty.call(message, "name"))
                writer.uint32(/* id 1, wireType 2 =*/10).string(message.name);
            if (message.path != null && Object.hasOwnProperty.call(message, "path"))
                writer.uint32(/* id 2, wireType 2 =*/18).string(message.path);
            return writer;
        };

        /**
         * Decodes a NamedFile message from the specified reader or buffer.
         * @function decode
         * @memberof evalbridge.NamedFile
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {evalbridge.NamedFile} NamedFile
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        NamedFile.decode = function decode(reader, length, error, long) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (long === undefined)
                long = 0;
            if (long > $Reader.recursionLimit)
                throw Error("maximum nesting depth exceeded");
            let end, message;
            if (length === undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = new $root.evalbridge.NamedFile();
            while (reader.pos < end) {
                let tag = reader.uint32();
                if (tag === error)
                    break;
                switch (tag >>> 3) {
                case 1: {
                        message.name = reader.string();
                        break;
                    }
                case 2: {
                        message.path = reader.string();
                        break;
                    }
                default:
                    reader.skipType(tag & 7, long);
                    break;
                }
            }
            if (length !== undefined) {
                if (reader.pos !== end)
                    throw RangeError("index out of range");
                reader.len = length;
            }
            return message;
        };

        return NamedFile;
    })();

    evalbridge.Entry = (function() {

        /**
         * Properties of an Entry.
         * @memberof evalbridge
         * @interface IEntry
         * @property {string|null} [key] Entry key
         * @property {string|null} [value] Entry value
         */

        /**
         * Constructs a new Entry.
         * @memberof evalbridge
         * @classdesc Represents an Entry.
         * @implements IEntry
         * @constructor
         * @param {evalbridge.IEntry=} [properties] Properties to set
         */
        function Entry(properties) {
            if (properties)
                for (let keys = Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        }

        /**
         * Entry key.
         * @member {string} key
         * @memberof evalbridge.Entry
         * @instance
         */
        Entry.prototype.key = "";

        /**
         * Entry value.
         * @member {string} value
         * @memberof evalbridge.Entry
         * @instance
         */
        Entry.prototype.value = "";

        /**
         * Creates a new Entry instance using the specified properties.
         * @function create
         * @memberof evalbridge.Entry
         * @static
         * @param {evalbridge.IEntry=} [properties] Properties to set
         * @returns {evalbridge.Entry} Entry instance
         */
        Entry.create = function create(properties) {
            return new Entry(properties);
        };

        /**
         * Encodes the specified Entry message. Does not implicitly {@link evalbridge.Entry.verify|verify} messages.
         * @function encode
         * @memberof evalbridge.Entry
         * @static
         * @param {evalbridge.IEntry} message Entry message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Entry.encode = function encode(message, writer, q) {
            if (!writer)
                writer = $Writer.create();
            if (q === undefined)
                q = 0;
            if (q > $util.recursionLimit)
                throw Error("max depth exceeded");
            if (message.key != null && Object.hasOwnProperty.call(message, "key"))
                writer.uint32(/* id 1, wireType 2 =*/10).string(message.key);
            if (message.value != null && Object.hasOwnProperty.call(message, "value"))
                writer.uint32(/* id 2, wireType 2 =*/18).string(message.value);
            return writer;
        };

        /**
         * Decodes an Entry message from the specified reader or buffer.
         * @function decode
         * @memberof evalbridge.Entry
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {evalbridge.Entry} Entry
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Entry.decode = function decode(reader, length, error, long) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (long === undefined)
                long = 0;
            if (long > $Reader.recursionLimit)
                throw Error("maximum nesting depth exceeded");
            let end, message;
            if (length === undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = new $root.evalbridge.Entry();
            while (reader.pos < end) {
                let tag = reader.uint32();
                if (tag === error)
                    break;
                switch (tag >>> 3) {
                case 1: {
                        message.key = reader.string();
                        break;
                    }
                case 2: {
                        message.value = reader.string();
                        break;
                    }
                default:
                    reader.skipType(tag & 7, long);
                    break;
                }
            }
            if (length !== undefined) {
                if (reader.pos !== end)
                    throw RangeError("index out of range");
                reader.len = length;
            }
            return message;
        };

        return Entry;
    })();

    evalbridge.Create = (function() {

        /**
         * Properties of a Create.
         * @memberof evalbridge
         * @interface ICreate
         * @property {string|null} [folder] Create folder
         * @property {string|null} [entry] Create entry
         * @property {string|null} [dialect] Create dialect
         * @property {boolean|null} [preprocess] Create preprocess
         * @property {string|null} [payloadDir] Create payloadDir
         * @property {Array.<evalbridge.INamedFile>|null} [modelFiles] Create modelFiles
         * @property {Array.<evalbridge.INamedFile>|null} [customFiles] Create customFiles
         * @property {Array.<string>|null} [pythonPath] Create pythonPath
         * @property {number|null} [inlineLimit] Create inlineLimit
         * @property {string|null} [version] Create version
         * @property {number|null} [threads] Create threads
         * @property {string|null} [workingFolder] Create workingFolder
         * @property {string|null} [translation] Create translation
         * @property {boolean|null} [requireGpu] Create requireGpu
         * @property {Array.<string>|null} [python] Create python
         * @property {string|null} [pythonProblem] Create pythonProblem
         * @property {string|null} [pythonFolder] Create pythonFolder
         * @property {Array.<string>|null} [args] Create args
         * @property {number|null} [stage] Create stage
         * @property {number|null} [instance] Create instance
         * @property {Array.<evalbridge.IEntry>|null} [compat] Create compat
         * @property {number|null} [timeoutMs] Create timeoutMs
         * @property {Array.<evalbridge.IEntry>|null} [documents] Create documents
         * @property {string|null} [observeDir] Create observeDir
         */

        /**
         * Constructs a new Create.
         * @memberof evalbridge
         * @classdesc Represents a Create.
         * @implements ICreate
         * @constructor
         * @param {evalbridge.ICreate=} [properties] Properties to set
         */
        function Create(properties) {
            this.modelFiles = [];
            this.customFiles = [];
            this.pythonPath = [];
            this.python = [];
            this.args = [];
            this.compat = [];
            this.documents = [];
            if (properties)
                for (let keys = Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        }

        /**
         * Create folder.
         * @member {string} folder
         * @memberof evalbridge.Create
         * @instance
         */
        Create.prototype.folder = "";

        /**
         * Create entry.
         * @member {string} entry
         * @memberof evalbridge.Create
         * @instance
         */
        Create.prototype.entry = "";

        /**
         * Create dialect.
         * @member {string} dialect
         * @memberof evalbridge.Create
         * @instance
         */
        Create.prototype.dialect = "";

        /**
         * Create preprocess.
         * @member {boolean} preprocess
         * @memberof evalbridge.Create
         * @instance
         */
        Create.prototype.preprocess = false;

        /**
         * Create payloadDir.
         * @member {string} payloadDir
         * @memberof evalbridge.Create
         * @instance
         */
        Create.prototype.payloadDir = "";

        /**
         * Create modelFiles.
         * @member {Array.<evalbridge.INamedFile>} modelFiles
         * @memberof evalbridge.Create
         * @instance
         */
        Create.prototype.modelFiles = $util.emptyArray;

        /**
         * Create customFiles.
         * @member {Array.<evalbridge.INamedFile>} customFiles
         * @memberof evalbridge.Create
         * @instance
         */
        Create.prototype.customFiles = $util.emptyArray;

        /**
         * Create pythonPath.
         * @member {Array.<string>} pythonPath
         * @memberof evalbridge.Create
         * @instance
         */
        Create.prototype.pythonPath = $util.emptyArray;

        /**
         * Create inlineLimit.
         * @member {number} inlineLimit
         * @memberof evalbridge.Create
         * @instance
         */
        Create.prototype.inlineLimit = 0;

        /**
         * Create version.
         * @member {string} version
         * @memberof evalbridge.Create
         * @instance
         */
        Create.prototype.version = "";

        /**
         * Create threads.
         * @member {number} threads
         * @memberof evalbridge.Create
         * @instance
         */
        Create.prototype.threads = 0;

        /**
         * Create workingFolder.
         * @member {string} workingFolder
         * @memberof evalbridge.Create
         * @instance
         */
        Create.prototype.workingFolder = "";

        /**
         * Create translation.
         * @member {string} translation
         * @memberof evalbridge.Create
         * @instance
         */
        Create.prototype.translation = "";

        /**
         * Create requireGpu.
         * @member {boolean} requireGpu
         * @memberof evalbridge.Create
         * @instance
         */
        Create.prototype.requireGpu = false;

        /**
         * Create python.
         * @member {Array.<string>} python
         * @memberof evalbridge.Create
         * @instance
         */
        Create.prototype.python = $util.emptyArray;

        /**
         * Create pythonProblem.
         * @member {string} pythonProblem
         * @memberof evalbridge.Create
         * @instance
         */
        Create.prototype.pythonProblem = "";

        /**
         * Create pythonFolder.
         * @member {string} pythonFolder
         * @memberof evalbridge.Create
         * @instance
         */
        Create.prototype.pythonFolder = "";

        /**
         * Create args.
         * @member {Array.<string>} args
         * @memberof evalbridge.Create
         * @instance
         */
        Create.prototype.args = $util.emptyArray;

        /**
         * Create stage.
         * @member {number} stage
         * @memberof evalbridge.Create
         * @instance
         */
        Create.prototype.stage = 0;

        /**
         * Create instance.
         * @member {number} instance
         * @memberof evalbridge.Create
         * @instance
         */
        Create.prototype.instance = 0;

        /**
         * Create compat.
         * @member {Array.<evalbridge.IEntry>} compat
         * @memberof evalbridge.Create
         * @instance
         */
        Create.prototype.compat = $util.emptyArray;

        /**
         * Create timeoutMs.
         * @member {number} timeoutMs
         * @memberof evalbridge.Create
         * @instance
         */
        Create.prototype.timeoutMs = 0;

        /**
         * Create documents.
         * @member {Array.<evalbridge.IEntry>} documents
         * @memberof evalbridge.Create
         * @instance
         */
        Create.prototype.documents = $util.emptyArray;

        /**
         * Create observeDir.
         * @member {string} observeDir
         * @memberof evalbridge.Create
         * @instance
         */
        Create.prototype.observeDir = "";

        /**
         * Creates a new Create instance using the specified properties.
         * @function create
         * @memberof evalbridge.Create
         * @static
         * @param {evalbridge.ICreate=} [properties] Properties to set
         * @returns {evalbridge.Create} Create instance
         */
        Create.create = function create(properties) {
            return new Create(properties);
        };

        /**
         * Encodes the specified Create message. Does not implicitly {@link evalbridge.Create.verify|verify} messages.
         * @function encode
         * @memberof evalbridge.Create
         * @static
         * @param {evalbridge.ICreate} message Create message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Create.encode = function encode(message, writer, q) {
            if (!writer)
                writer = $Writer.create();
            if (q === undefined)
                q = 0;
            if (q > $util.recursionLimit)
                throw Error("max depth exceeded");
            if (message.folder != null && Object.hasOwnProperty.call(message, "folder"))
                writer.uint32(/* id 1, wireType 2 =*/10).string(message.folder);
            if (message.entry != null && Object.hasOwnProperty.call(message, "entry"))
                writer.uint32(/* id 2, wireType 2 =*/18).string(message.entry);
            if (message.dialect != null && Object.hasOwnProperty.call(message, "dialect"))
                writer.uint32(/* id 3, wireType 2 =*/26).string(message.dialect);
            if (message.preprocess != null && Object.hasOwnProperty.call(message, "preprocess"))
                writer.uint32(/* id 4, wireType 0 =*/32).bool(message.preprocess);
            if (message.payloadDir != null && Object.hasOwnProperty.call(message, "payloadDir"))
                writer.uint32(/* id 5, wireType 2 =*/42).string(message.payloadDir);
            if (message.modelFiles != null && message.modelFiles.length)
                for (let i = 0; i < message.modelFiles.length; ++i)
                    $root.evalbridge.NamedFile.encode(message.modelFiles[i], writer.uint32(/* id 6, wireType 2 =*/50).fork(), q + 1).ldelim();
            if (message.customFiles != null && message.customFiles.length)
                for (let i = 0; i < message.customFiles.length; ++i)
                    $root.evalbridge.NamedFile.encode(message.customFiles[i], writer.uint32(/* id 7, wireType 2 =*/58).fork(), q + 1).ldelim();
            if (message.pythonPath != null && message.pythonPath.length)
                for (let i = 0; i < message.pythonPath.length; ++i)
                    writer.uint32(/* id 8, wireType 2 =*/66).string(message.pythonPath[i]);
            if (message.inlineLimit != null && Object.hasOwnProperty.call(message, "inlineLimit"))
                writer.uint32(/* id 9, wireType 0 =*/72).uint32(message.inlineLimit);
            if (message.version != null && Object.hasOwnProperty.call(message, "version"))
                writer.uint32(/* id 10, wireType 2 =*/82).string(message.version);
            if (message.threads != null && Object.hasOwnProperty.call(message, "threads"))
                writer.uint32(/* id 11, wireType 0 =*/88).uint32(message.threads);
            if (message.workingFolder != null && Object.hasOwnProperty.call(message, "workingFolder"))
                writer.uint32(/* id 12, wireType 2 =*/98).string(message.workingFolder);
            if (message.translation != null && Object.hasOwnProperty.call(message, "translation"))
                writer.uint32(/* id 15, wireType 2 =*/122).string(message.translation);
            if (message.requireGpu != null && Object.hasOwnProperty.call(message, "requireGpu"))
                writer.uint32(/* id 17, wireType 0 =*/136).bool(message.requireGpu);
            if (message.python != null && message.python.length)
                for (let i = 0; i < message.python.length; ++i)
                    writer.uint32(/* id 18, wireType 2 =*/146).string(message.python[i]);
            if (message.pythonProblem != null && Object.hasOwnProperty.call(message, "pythonProblem"))
                writer.uint32(/* id 19, wireType 2 =*/154).string(message.pythonProblem);
            if (message.pythonFolder != null && Object.hasOwnProperty.call(message, "pythonFolder"))
                writer.uint32(/* id 20, wireType 2 =*/162).string(message.pythonFolder);
            if (message.args != null && message.args.length)
                for (let i = 0; i < message.args.length; ++i)
                    writer.uint32(/* id 21, wireType 2 =*/170).string(message.args[i]);
            if (message.stage != null && Object.hasOwnProperty.call(message, "stage"))
                writer.uint32(/* id 22, wireType 0 =*/176).uint32(message.stage);
            if (message.instance != null && Object.hasOwnProperty.call(message, "instance"))
                writer.uint32(/* id 23, wireType 0 =*/184).uint32(message.instance);
            if (message.compat != null && message.compat.length)
                for (let i = 0; i < message.compat.length; ++i)
                    $root.evalbridge.Entry.encode(message.compat[i], writer.uint32(/* id 24, wireType 2 =*/194).fork(), q + 1).ldelim();
            if (message.timeoutMs != null && Object.hasOwnProperty.call(message, "timeoutMs"))
                writer.uint32(/* id 25, wireType 0 =*/200).uint32(message.timeoutMs);
            if (message.documents != null && message.documents.length)
                for (let i = 0; i < message.documents.length; ++i)
                    $root.evalbridge.Entry.encode(message.documents[i], writer.uint32(/* id 26, wireType 2 =*/210).fork(), q + 1).ldelim();
            if (message.observeDir != null && Object.hasOwnProperty.call(message, "observeDir"))
                writer.uint32(/* id 30, wireType 2 =*/242).string(message.observeDir);
            return writer;
        };

        /**
         * Decodes a Create message from the specified reader or buffer.
         * @function decode
         * @memberof evalbridge.Create
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {evalbridge.Create} Create
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Create.decode = function decode(reader, length, error, long) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (long === undefined)
                long = 0;
            if (long > $Reader.recursionLimit)
                throw Error("maximum nesting depth exceeded");
            let end, message;
            if (length === undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = new $root.evalbridge.Create();
            while (reader.pos < end) {
                let tag = reader.uint32();
                if (tag === error)
                    break;
                switch (tag >>> 3) {
                case 1: {
                        message.folder = reader.string();
                        break;
                    }
                case 2: {
                        message.entry = reader.string();
                        break;
                    }
                case 3: {
                        message.dialect = reader.string();
                        break;
                    }
                case 4: {
                        message.preprocess = reader.bool();
                        break;
                    }
                case 5: {
                        message.payloadDir = reader.string();
                        break;
                    }
                case 6: {
                        if (!(message.modelFiles && message.modelFiles.length))
                            message.modelFiles = [];
                        message.modelFiles.push($root.evalbridge.NamedFile.decode(reader, reader.uint32(), undefined, long + 1));
                        break;
                    }
                case 7: {
                        if (!(message.customFiles && message.customFiles.length))
                            message.customFiles = [];
                        message.customFiles.push($root.evalbridge.NamedFile.decode(reader, reader.uint32(), undefined, long + 1));
                        break;
                    }
                case 8: {
                        if (!(message.pythonPath && message.pythonPath.length))
                            message.pythonPath = [];
                        message.pythonPath.push(reader.string());
                        break;
                    }
                case 9: {
                        message.inlineLimit = reader.uint32();
                        break;
                    }
                case 10: {
                        message.version = reader.string();
                        break;
                    }
                case 11: {
                        message.threads = reader.uint32();
                        break;
                    }
                case 12: {
                        message.workingFolder = reader.string();
                        break;
                    }
                case 15: {
                        message.translation = reader.string();
                        break;
                    }
                case 17: {
                        message.requireGpu = reader.bool();
                        break;
                    }
                case 18: {
                        if (!(message.python && message.python.length))
                            message.python = [];
                        message.python.push(reader.string());
                        break;
                    }
                case 19: {
                        message.pythonProblem = reader.string();
                        break;
                    }
                case 20: {
                        message.pythonFolder = reader.string();
                        break;
                    }
                case 21: {
                        if (!(message.args && message.args.length))
                            message.args = [];
                        message.args.push(reader.string());
                        break;
                    }
                case 22: {
                        message.stage = reader.uint32();
                        break;
                    }
                case 23: {
                        message.instance = reader.uint32();
                        break;
                    }
                case 24: {
                        if (!(message.compat && message.compat.length))
                            message.compat = [];
                        message.compat.push($root.evalbridge.Entry.decode(reader, reader.uint32(), undefined, long + 1));
                        break;
                    }
                case 25: {
                        message.timeoutMs = reader.uint32();
                        break;
                    }
                case 26: {
                        if (!(message.documents && message.documents.length))
                            message.documents = [];
                        message.documents.push($root.evalbridge.Entry.decode(reader, reader.uint32(), undefined, long + 1));
                        break;
                    }
                case 30: {
                        message.observeDir = reader.string();
                        break;
                    }
                default:
                    reader.skipType(tag & 7, long);
                    break;
                }
            }
            if (length !== undefined) {
                if (reader.pos !== end)
                    throw RangeError("index out of range");
                reader.len = length;
            }
            return message;
        };

        return Create;
    })();

    evalbridge.Ready = (function() {

        /**
         * Properties of a Ready.
         * @memberof evalbridge
         * @interface IReady
         * @property {Array.<string>|null} [warnings] Ready warnings
         * @property {boolean|null} [measures] Ready measures
         * @property {evalbridge.IDeclared|null} [declared] Ready declared
         */

        /**
         * Constructs a new Ready.
         * @memberof evalbridge
         * @classdesc Represents a Ready.
         * @implements IReady
         * @constructor
         * @param {evalbridge.IReady=} [properties] Properties to set
         */
        function Ready(properties) {
            this.warnings = [];
            if (properties)
                for (let keys = Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        }

        /**
         * Ready warnings.
         * @member {Array.<string>} warnings
         * @memberof evalbridge.Ready
         * @instance
         */
        Ready.prototype.warnings = $util.emptyArray;

        /**
         * Ready measures.
         * @member {boolean} measures
         * @memberof evalbridge.Ready
         * @instance
         */
        Ready.prototype.measures = false;

        /**
         * Ready declared.
         * @member {evalbridge.IDeclared|null|undefined} declared
         * @memberof evalbridge.Ready
         * @instance
         */
        Ready.prototype.declared = null;

        /**
         * Creates a new Ready instance using the specified properties.
         * @function create
         * @memberof evalbridge.Ready
         * @static
         * @param {evalbridge.IReady=} [properties] Properties to set
         * @returns {evalbridge.Ready} Ready instance
         */
        Ready.create = function create(properties) {
            return new Ready(properties);
        };

        /**
         * Encodes the specified Ready message. Does not implicitly {@link evalbridge.Ready.verify|verify} messages.
         * @function encode
         * @memberof evalbridge.Ready
         * @static
         * @param {evalbridge.IReady} message Ready message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Ready.encode = function encode(message, writer, q) {
            if (!writer)
                writer = $Writer.create();
            if (q === undefined)
                q = 0;
            if (q > $util.recursionLimit)
                throw Error("max depth exceeded");
            if (message.warnings != null && message.warnings.length)
                for (let i = 0; i < message.warnings.length; ++i)
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.warnings[i]);
            if (message.measures != null && Object.hasOwnProperty.call(message, "measures"))
                writer.uint32(/* id 2, wireType 0 =*/16).bool(message.measures);
            if (message.declared != null && Object.hasOwnProperty.call(message, "declared"))
                $root.evalbridge.Declared.encode(message.declared, writer.uint32(/* id 3, wireType 2 =*/26).fork(), q + 1).ldelim();
            return writer;
        };

        /**
         * Decodes a Ready message from the specified reader or buffer.
         * @function decode
         * @memberof evalbridge.Ready
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {evalbridge.Ready} Ready
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Ready.decode = function decode(reader, length, error, long) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (long === undefined)
                long = 0;
            if (long > $Reader.recursionLimit)
                throw Error("maximum nesting depth exceeded");
            let end, message;
            if (length === undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = new $root.evalbridge.Ready();
            while (reader.pos < end) {
                let tag = reader.uint32();
                if (tag === error)
                    break;
                switch (tag >>> 3) {
                case 1: {
                        if (!(message.warnings && message.warnings.length))
                            message.warnings = [];
                        message.warnings.push(reader.string());
                        break;
                    }
                case 2: {
                        message.measures = reader.bool();
                        break;
                    }
                case 3: {
                        message.declared = $root.evalbridge.Declared.decode(reader, reader.uint32(), undefined, long + 1);
                        break;
                    }
                default:
                    reader.skipType(tag & 7, long);
                    break;
                }
            }
            if (length !== undefined) {
                if (reader.pos !== end)
                    throw RangeError("index out of range");
                reader.len = length;
            }
            return message;
        };

        return Ready;
    })();

    evalbridge.Declared = (function() {

        /**
         * Properties of a Declared.
         * @memberof evalbridge
         * @interface IDeclared
         * @property {Array.<evalbridge.IStage>|null} [stages] Declared stages
         * @property {Array.<evalbridge.IServed>|null} [served] Declared served
         * @property {number|null} [httpPort] Declared httpPort
         * @property {number|null} [grpcPort] Declared grpcPort
         * @property {number|null} [timeoutMs] Declared timeoutMs
         * @property {number|null} [maxQueue] Declared maxQueue
         * @property {boolean|null} [noQueue] Declared noQueue
         * @property {number|null} [maxConcurrent] Declared maxConcurrent
         * @property {Array.<evalbridge.ITensorMetadata>|null} [inputs] Declared inputs
         * @property {Array.<evalbridge.ITensorMetadata>|null} [outputs] Declared outputs
         * @property {string|null} [platform] Declared platform
         */

        /**
         * Constructs a new Declared.
         * @memberof evalbridge
         * @classdesc Represents a Declared.
         * @implements IDeclared
         * @constructor
         * @param {evalbridge.IDeclared=} [properties] Properties to set
         */
        function Declared(properties) {
            this.stages = [];
            this.served = [];
            this.inputs = [];
            this.outputs = [];
            if (properties)
                for (let keys = Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        }

        /**
         * Declared stages.
         * @member {Array.<evalbridge.IStage>} stages
         * @memberof evalbridge.Declared
         * @instance
         */
        Declared.prototype.stages = $util.emptyArray;

        /**
         * Declared served.
         * @member {Array.<evalbridge.IServed>} served
         * @memberof evalbridge.Declared
         * @instance
         */
        Declared.prototype.served = $util.emptyArray;

        /**
         * Declared httpPort.
         * @member {number} httpPort
         * @memberof evalbridge.Declared
         * @instance
         */
        Declared.prototype.httpPort = 0;

        /**
         * Declared grpcPort.
         * @member {number} grpcPort
         * @memberof evalbridge.Declared
         * @instance
         */
        Declared.prototype.grpcPort = 0;

        /**
         * Declared timeoutMs.
         * @member {number} timeoutMs
         * @memberof evalbridge.Declared
         * @instance
         */
        Declared.prototype.timeoutMs = 0;

        /**
         * Declared maxQueue.
         * @member {number} maxQueue
         * @memberof evalbridge.Declared
         * @instance
         */
        Declared.prototype.maxQueue = 0;

        /**
         * Declared noQueue.
         * @member {boolean} noQueue
         * @memberof evalbridge.Declared
         * @instance
         */
        Declared.prototype.noQueue = false;

        /**
         * Declared maxConcurrent.
         * @member {number} maxConcurrent
         * @memberof evalbridge.Declared
         * @instance
         */
        Declared.prototype.maxConcurrent = 0;

        /**
         * Declared inputs.
         * @member {Array.<evalbridge.ITensorMetadata>} inputs
         * @memberof evalbridge.Declared
         * @instance
         */
        Declared.prototype.inputs = $util.emptyArray;

        /**
         * Declared outputs.
         * @member {Array.<evalbridge.ITensorMetadata>} outputs
         * @memberof evalbridge.Declared
         * @instance
         */
        Declared.prototype.outputs = $util.emptyArray;

        /**
         * Declared platform.
         * @member {string} platform
         * @memberof evalbridge.Declared
         * @instance
         */
        Declared.prototype.platform = "";

        /**
         * Creates a new Declared instance using the specified properties.
         * @function create
         * @memberof evalbridge.Declared
         * @static
         * @param {evalbridge.IDeclared=} [properties] Properties to set
         * @returns {evalbridge.Declared} Declared instance
         */
        Declared.create = function create(properties) {
            return new Declared(properties);
        };

        /**
         * Encodes the specified Declared message. Does not implicitly {@link evalbridge.Declared.verify|verify} messages.
         * @function encode
         * @memberof evalbridge.Declared
         * @static
         * @param {evalbridge.IDeclared} message Declared message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Declared.encode = function encode(message, writer, q) {
            if (!writer)
                writer = $Writer.create();
            if (q === undefined)
                q = 0;
            if (q > $util.recursionLimit)
                throw Error("max depth exceeded");
            if (message.stages != null && message.stages.length)
                for (let i = 0; i < message.stages.length; ++i)
                    $root.evalbridge.Stage.encode(message.stages[i], writer.uint32(/* id 1, wireType 2 =*/10).fork(), q + 1).ldelim();
            if (message.served != null && message.served.length)
                for (let i = 0; i < message.served.length; ++i)
                    $root.evalbridge.Served.encode(message.served[i], writer.uint32(/* id 2, wireType 2 =*/18).fork(), q + 1).ldelim();
            if (message.httpPort != null && Object.hasOwnProperty.call(message, "httpPort"))
                writer.uint32(/* id 3, wireType 0 =*/24).uint32(message.httpPort);
            if (message.grpcPort != null && Object.hasOwnProperty.call(message, "grpcPort"))
                writer.uint32(/* id 4, wireType 0 =*/32).uint32(message.grpcPort);
            if (message.timeoutMs != null && Object.hasOwnProperty.call(message, "timeoutMs"))
                writer.uint32(/* id 5, wireType 0 =*/40).uint32(message.timeoutMs);
            if (message.maxQueue != null && Object.hasOwnProperty.call(message, "maxQueue"))
                writer.uint32(/* id 6, wireType 0 =*/48).uint32(message.maxQueue);
            if (message.noQueue != null && Object.hasOwnProperty.call(message, "noQueue"))
                writer.uint32(/* id 7, wireType 0 =*/56).bool(message.noQueue);
            if (message.maxConcurrent != null && Object.hasOwnProperty.call(message, "maxConcurrent"))
                writer.uint32(/* id 8, wireType 0 =*/64).uint32(message.maxConcurrent);
            if (message.inputs != null && message.inputs.length)
                for (let i = 0; i < message.inputs.length; ++i)
                    $root.evalbridge.TensorMetadata.encode(message.inputs[i], writer.uint32(/* id 9, wireType 2 =*/74).fork(), q + 1).ldelim();
            if (message.outputs != null && message.outputs.length)
                for (let i = 0; i < message.outputs.length; ++i)
                    $root.evalbridge.TensorMetadata.encode(message.outputs[i], writer.uint32(/* id 10, wireType 2 =*/82).fork(), q + 1).ldelim();
            if (message.platform != null && Object.hasOwnProperty.call(message, "platform"))
                writer.uint32(/* id 11, wireType 2 =*/90).string(message.platform);
            return writer;
        };

        /**
         * Decodes a Declared message from the specified reader or buffer.
         * @function decode
         * @memberof evalbridge.Declared
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {evalbridge.Declared} Declared
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Declared.decode = function decode(reader, length, error, long) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (long === undefined)
                long = 0;
            if (long > $Reader.recursionLimit)
                throw Error("maximum nesting depth exceeded");
            let end, message;
            if (length === undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = new $root.evalbridge.Declared();
            while (reader.pos < end) {
                let tag = reader.uint32();
                if (tag === error)
                    break;
                switch (tag >>> 3) {
                case 1: {
                        if (!(message.stages && message.stages.length))
                            message.stages = [];
                        message.stages.push($root.evalbridge.Stage.decode(reader, reader.uint32(), undefined, long + 1));
                        break;
                    }
                case 2: {
                        if (!(message.served && message.served.length))
                            message.served = [];
                        message.served.push($root.evalbridge.Served.decode(reader, reader.uint32(), undefined, long + 1));
                        break;
                    }
                case 3: {
                        message.httpPort = reader.uint32();
                        break;
                    }
                case 4: {
                        message.grpcPort = reader.uint32();
                        break;
                    }
                case 5: {
                        message.timeoutMs = reader.uint32();
                        break;
                    }
                case 6: {
                        message.maxQueue = reader.uint32();
                        break;
                    }
                case 7: {
                        message.noQueue = reader.bool();
                        break;
                    }
                case 8: {
                        message.maxConcurrent = reader.uint32();
                        break;
                    }
                case 9: {
                        if (!(message.inputs && message.inputs.length))
                            message.inputs = [];
                        message.inputs.push($root.evalbridge.TensorMetadata.decode(reader, reader.uint32(), undefined, long + 1));
                        break;
                    }
                case 10: {
                        if (!(message.outputs && message.outputs.length))
                            message.outputs = [];
                        message.outputs.push($root.evalbridge.TensorMetadata.decode(reader, reader.uint32(), undefined, long + 1));
                        break;
                    }
                case 11: {
                        message.platform = reader.string();
                        break;
                    }
                default:
                    reader.skipType(tag & 7, long);
                    break;
                }
            }
            if (length !== undefined) {
                if (reader.pos !== end)
                    throw RangeError("index out of range");
                reader.len = length;
            }
            return message;
        };

        return Declared;
    })();

    evalbridge.TensorMetadata = (function() {

        /**
         * Properties of a TensorMetadata.
         * @memberof evalbridge
         * @interface ITensorMetadata
         * @property {string|null} [name] TensorMetadata name
         * @property {string|null} [datatype] TensorMetadata datatype
         * @property {Array.<number>|null} [shape] TensorMetadata shape
         */

        /**
         * Constructs a new TensorMetadata.
         * @memberof evalbridge
         * @classdesc Represents a TensorMetadata.
         * @implements ITensorMetadata
         * @constructor
         * @param {evalbridge.ITensorMetadata=} [properties] Properties to set
         */
        function TensorMetadata(properties) {
            this.shape = [];
            if (properties)
                for (let keys = Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        }

        /**
         * TensorMetadata name.
         * @member {string} name
         * @memberof evalbridge.TensorMetadata
         * @instance
         */
        TensorMetadata.prototype.name = "";

        /**
         * TensorMetadata datatype.
         * @member {string} datatype
         * @memberof evalbridge.TensorMetadata
         * @instance
         */
        TensorMetadata.prototype.datatype = "";

        /**
         * TensorMetadata shape.
         * @member {Array.<number>} shape
         * @memberof evalbridge.TensorMetadata
         * @instance
         */
        TensorMetadata.prototype.shape = $util.emptyArray;

        /**
         * Creates a new TensorMetadata instance using the specified properties.
         * @function create
         * @memberof evalbridge.TensorMetadata
         * @static
         * @param {evalbridge.ITensorMetadata=} [properties] Properties to set
         * @returns {evalbridge.TensorMetadata} TensorMetadata instance
         */
        TensorMetadata.create = function create(properties) {
            return new TensorMetadata(properties);
        };

        /**
         * Encodes the specified TensorMetadata message. Does not implicitly {@link evalbridge.TensorMetadata.verify|verify} messages.
         * @function encode
         * @memberof evalbridge.TensorMetadata
         * @static
         * @param {evalbridge.ITensorMetadata} message TensorMetadata message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        TensorMetadata.encode = function encode(message, writer, q) {
            if (!writer)
                writer = $Writer.create();
            if (q === undefined)
                q = 0;
            if (q > $util.recursionLimit)
                throw Error("max depth exceeded");
            if (message.name != null && Object.hasOwnProperty.call(message, "name"))
                writer.uint32(/* id 1, wireType 2 =*/10).string(message.name);
            if (message.datatype != null && Object.hasOwnProperty.call(message, "datatype"))
                writer.uint32(/* id 2, wireType 2 =*/18).string(message.datatype);
            if (message.shape != null && message.shape.length)
                for (let i = 0; i < message.shape.length; ++i)
                    writer.uint32(/* id 3, wireType 0 =*/24).int32(message.shape[i]);
            return writer;
        };

        /**
         * Decodes a TensorMetadata message from the specified reader or buffer.
         * @function decode
         * @memberof evalbridge.TensorMetadata
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {evalbridge.TensorMetadata} TensorMetadata
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        TensorMetadata.decode = function decode(reader, length, error, long) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (long === undefined)
                long = 0;
            if (long > $Reader.recursionLimit)
                throw Error("maximum nesting depth exceeded");
            let end, message;
            if (length === undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = new $root.evalbridge.TensorMetadata();
            while (reader.pos < end) {
                let tag = reader.uint32();
                if (tag === error)
                    break;
                switch (tag >>> 3) {
                case 1: {
                        message.name = reader.string();
                        break;
                    }
                case 2: {
                        message.datatype = reader.string();
                        break;
                    }
                case 3: {
                        if (!(message.shape && message.shape.length))
                            message.shape = [];
                        if ((tag & 7) === 2) {
                            let end2 = reader.uint32() + reader.pos;
                            if (end2 > reader.len)
                                throw RangeError("index out of range");
                            reader.len = end2;
                            while (reader.pos < end2)
                                message.shape.push(reader.int32());
                            if (reader.pos !== end2)
                                throw RangeError("index out of range");
                            reader.len = end;
                        } else
                            message.shape.push(reader.int32());
                        break;
                    }
                default:
                    reader.skipType(tag & 7, long);
                    break;
                }
            }
            if (length !== undefined) {
                if (reader.pos !== end)
                    throw RangeError("index out of range");
                reader.len = length;
            }
            return message;
        };

        return TensorMetadata;
    })();

    evalbridge.Stage = (function() {

        /**
         * Properties of a Stage.
         * @memberof evalbridge
         * @interface IStage
         * @property {string|null} [name] Stage name
         * @property {number|null} [instances] Stage instances
         * @property {number|null} [batchSize] Stage batchSize
         * @property {number|null} [batchDelayMs] Stage batchDelayMs
         * @property {Array.<evalbridge.IEnvironment>|null} [env] Stage env
         * @property {Array.<string>|null} [targets] Stage targets
         */

        /**
         * Constructs a new Stage.
         * @memberof evalbridge
         * @classdesc Represents a Stage.
         * @implements IStage
         * @constructor
         * @param {evalbridge.IStage=} [properties] Properties to set
         */
        function Stage(properties) {
            this.env = [];
            this.targets = [];
            if (properties)
                for (let keys = Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        }

        /**
         * Stage name.
         * @member {string} name
         * @memberof evalbridge.Stage
         * @instance
         */
        Stage.prototype.name = "";

        /**
         * Stage instances.
         * @member {number} instances
         * @memberof evalbridge.Stage
         * @instance
         */
        Stage.prototype.instances = 0;

        /**
         * Stage batchSize.
         * @member {number} batchSize
         * @memberof evalbridge.Stage
         * @instance
         */
        Stage.prototype.batchSize = 0;

        /**
         * Stage batchDelayMs.
         * @member {number} batchDelayMs
         * @memberof evalbridge.Stage
         * @instance
         */
        Stage.prototype.batchDelayMs = 0;

        /**
         * Stage env.
         * @member {Array.<evalbridge.IEnvironment>} env
         * @memberof evalbridge.Stage
         * @instance
         */
        Stage.prototype.env = $util.emptyArray;

        /**
         * Stage targets.
         * @member {Array.<string>} targets
         * @memberof evalbridge.Stage
         * @instance
         */
        Stage.prototype.targets = $util.emptyArray;

        /**
         * Creates a new Stage instance using the specified properties.
         * @function create
         * @memberof evalbridge.Stage
         * @static
         * @param {evalbridge.IStage=} [properties] Properties to set
         * @returns {evalbridge.Stage} Stage instance
         */
        Stage.create = function create(properties) {
            return new Stage(properties);
        };

        /**
         * Encodes the specified Stage message. Does not implicitly {@link evalbridge.Stage.verify|verify} messages.
         * @function encode
         * @memberof evalbridge.Stage
         * @static
         * @param {evalbridge.IStage} message Stage message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Stage.encode = function encode(message, writer, q) {
            if (!writer)
                writer = $Writer.create();
            if (q === undefined)
                q = 0;
            if (q > $util.recursionLimit)
                throw Error("max depth exceeded");
            if (message.name != null && Object.hasOwnProperty.call(message, "name"))
                writer.uint32(/* id 1, wireType 2 =*/10).string(message.name);
            if (message.instances != null && Object.hasOwnProperty.call(message, "instances"))
                writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.instances);
            if (message.batchSize != null && Object.hasOwnProperty.call(message, "batchSize"))
                writer.uint32(/* id 3, wireType 0 =*/24).uint32(message.batchSize);
            if (message.batchDelayMs != null && Object.hasOwnProperty.call(message, "batchDelayMs"))
                writer.uint32(/* id 4, wireType 0 =*/32).uint32(message.batchDelayMs);
            if (message.env != null && message.env.length)
                for (let i = 0; i < message.env.length; ++i)
                    $root.evalbridge.Environment.encode(message.env[i], writer.uint32(/* id 5, wireType 2 =*/42).fork(), q + 1).ldelim();
            if (message.targets != null && message.targets.length)
                for (let i = 0; i < message.targets.length; ++i)
                    writer.uint32(/* id 6, wireType 2 =*/50).string(message.targets[i]);
            return writer;
        };

        /**
         * Decodes a Stage message from the specified reader or buffer.
         * @function decode
         * @memberof evalbridge.Stage
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {evalbridge.Stage} Stage
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Stage.decode = function decode(reader, length, error, long) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (long === undefined)
                long = 0;
            if (long > $Reader.recursionLimit)
                throw Error("maximum nesting depth exceeded");
            let end, message;
            if (length === undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = new $root.evalbridge.Stage();
            while (reader.pos < end) {
                let tag = reader.uint32();
                if (tag === error)
                    break;
                switch (tag >>> 3) {
                case 1: {
                        message.name = reader.string();
                        break;
                    }
                case 2: {
                        message.instances = reader.uint32();
                        break;
                    }
                case 3: {
                        message.batchSize = reader.uint32();
                        break;
                    }
                case 4: {
                        message.batchDelayMs = reader.uint32();
                        break;
                    }
                case 5: {
                        if (!(message.env && message.env.length))
                            message.env = [];
                        message.env.push($root.evalbridge.Environment.decode(reader, reader.uint32(), undefined, long + 1));
                        break;
                    }
                case 6: {
                        if (!(message.targets && message.targets.length))
                            message.targets = [];
                        message.targets.push(reader.string());
                        break;
                    }
                default:
                    reader.skipType(tag & 7, long);
                    break;
                }
            }
            if (length !== undefined) {
                if (reader.pos !== end)
                    throw RangeError("index out of range");
                reader.len = length;
            }
            return message;
        };

        return Stage;
    })();

    evalbridge.Environment = (function() {

        /**
         * Properties of an Environment.
         * @memberof evalbridge
         * @interface IEnvironment
         * @property {Array.<evalbridge.IEntry>|null} [variables] Environment variables
         */

        /**
         * Constructs a new Environment.
         * @memberof evalbridge
         * @classdesc Represents an Environment.
         * @implements IEnvironment
         * @constructor
         * @param {evalbridge.IEnvironment=} [properties] Properties to set
         */
        function Environment(properties) {
            this.variables = [];
            if (properties)
                for (let keys = Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        }

        /**
         * Environment variables.
         * @member {Array.<evalbridge.IEntry>} variables
         * @memberof evalbridge.Environment
         * @instance
         */
        Environment.prototype.variables = $util.emptyArray;

        /**
         * Creates a new Environment instance using the specified properties.
         * @function create
         * @memberof evalbridge.Environment
         * @static
         * @param {evalbridge.IEnvironment=} [properties] Properties to set
         * @returns {evalbridge.Environment} Environment instance
         */
        Environment.create = function create(properties) {
            return new Environment(properties);
        };

        /**
         * Encodes the specified Environment message. Does not implicitly {@link evalbridge.Environment.verify|verify} messages.
         * @function encode
         * @memberof evalbridge.Environment
         * @static
         * @param {evalbridge.IEnvironment} message Environment message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Environment.encode = function encode(message, writer, q) {
            if (!writer)
                writer = $Writer.create();
            if (q === undefined)
                q = 0;
            if (q > $util.recursionLimit)
                throw Error("max depth exceeded");
            if (message.variables != null && message.variables.length)
                for (let i = 0; i < message.variables.length; ++i)
                    $root.evalbridge.Entry.encode(message.variables[i], writer.uint32(/* id 1, wireType 2 =*/10).fork(), q + 1).ldelim();
            return writer;
        };

        /**
         * Decodes an Environment message from the specified reader or buffer.
         * @function decode
         * @memberof evalbridge.Environment
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {evalbridge.Environment} Environment
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Environment.decode = function decode(reader, length, error, long) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (long === undefined)
                long = 0;
            if (long > $Reader.recursionLimit)
                throw Error("maximum nesting depth exceeded");
            let end, message;
            if (length === undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = new $root.evalbridge.Environment();
            while (reader.pos < end) {
                let tag = reader.uint32();
                if (tag === error)
                    break;
                switch (tag >>> 3) {
                case 1: {
                        if (!(message.variables && message.variables.length))
                            message.variables = [];
                        message.variables.push($root.evalbridge.Entry.decode(reader, reader.uint32(), undefined, long + 1));
                        break;
                    }
                default:
                    reader.skipType(tag & 7, long);
                    break;
                }
            }
            if (length !== undefined) {
                if (reader.pos !== end)
                    throw RangeError("index out of range");
                reader.len = length;
            }
            return message;
        };

        return Environment;
    })();

    evalbridge.Served = (function() {

        /**
         * Properties of a Served.
         * @memberof evalbridge
         * @interface IServed
         * @property {string|null} [name] Served name
         * @property {string|null} [version] Served version
         * @property {boolean|null} [events] Served events
         */

        /**
         * Constructs a new Served.
         * @memberof evalbridge
         * @classdesc Represents a Served.
         * @implements IServed
         * @constructor
         * @param {evalbridge.IServed=} [properties] Properties to set
         */
        function Served(properties) {
            if (properties)
                for (let keys = Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        }

        /**
         * Served name.
         * @member {string} name
         * @memberof evalbridge.Served
         * @instance
         */
        Served.prototype.name = "";

        /**
         * Served version.
         * @member {string} version
         * @memberof evalbridge.Served
         * @instance
         */
        Served.prototype.version = "";

        /**
         * Served events.
         * @member {boolean} events
         * @memberof evalbridge.Served
         * @instance
         */
        Served.prototype.events = false;

        /**
         * Creates a new Served instance using the specified properties.
         * @function create
         * @memberof evalbridge.Served
         * @static
         * @param {evalbridge.IServed=} [properties] Properties to set
         * @returns {evalbridge.Served} Served instance
         */
        Served.create = function create(properties) {
            return new Served(properties);
        };

        /**
         * Encodes the specified Served message. Does not implicitly {@link evalbridge.Served.verify|verify} messages.
         * @function encode
         * @memberof evalbridge.Served
         * @static
         * @param {evalbridge.IServed} message Served message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Served.encode = function encode(message, writer, q) {
            if (!writer)
                writer = $Writer.create();
            if (q === undefined)
                q = 0;
            if (q > $util.recursionLimit)
                throw Error("max depth exceeded");
            if (message.name != null && Object.hasOwnProperty.call(message, "name"))
                writer.uint32(/* id 1, wireType 2 =*/10).string(message.name);
            if (message.version != null && Object.hasOwnProperty.call(message, "version"))
                writer.uint32(/* id 2, wireType 2 =*/18).string(message.version);
            if (message.events != null && Object.hasOwnProperty.call(message, "events"))
                writer.uint32(/* id 3, wireType 0 =*/24).bool(message.events);
            return writer;
        };

        /**
         * Decodes a Served message from the specified reader or buffer.
         * @function decode
         * @memberof evalbridge.Served
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {evalbridge.Served} Served
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Served.decode = function decode(reader, length, error, long) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (long === undefined)
                long = 0;
            if (long > $Reader.recursionLimit)
                throw Error("maximum nesting depth exceeded");
            let end, message;
            if (length === undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = new $root.evalbridge.Served();
            while (reader.pos < end) {
                let tag = reader.uint32();
                if (tag === error)
                    break;
                switch (tag >>> 3) {
                case 1: {
                        message.name = reader.string();
                        break;
                    }
                case 2: {
                        message.version = reader.string();
                        break;
                    }
                case 3: {
                        message.events = reader.bool();
                        break;
                    }
                default:
                    reader.skipType(tag & 7, long);
                    break;
                }
            }
            if (length !== undefined) {
                if (reader.pos !== end)
                    throw RangeError("index out of range");
                reader.len = length;
            }
            return message;
        };

        return Served;
    })();

    evalbridge.Item = (function() {

        /**
         * Properties of an Item.
         * @memberof evalbridge
         * @interface IItem
         * @property {number|null} [index] Item index
         * @property {Array.<evalbridge.IHeader>|null} [headers] Item headers
         * @property {boolean|null} [literalCode] Item literalCode
         * @property {string|null} [contentType] Item contentType
         */

        /**
         * Constructs a new Item.
         * @memberof evalbridge
         * @classdesc Represents an Item.
         * @implements IItem
         * @constructor
         * @param {evalbridge.IItem=} [properties] Properties to set
         */
        function Item(properties) {
            this.headers = [];
            if (properties)
                for (let keys = Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        }

        /**
         * Item index.
         * @member {number} index
         * @memberof evalbridge.Item
         * @instance
         */
        Item.prototype.index = 0;

        /**
         * Item headers.
         * @member {Array.<evalbridge.IHeader>} headers
         * @memberof evalbridge.Item
         * @instance
         */
        Item.prototype.headers = $util.emptyArray;

        /**
         * Item literalCode.
         * @member {boolean} literalCode
         * @memberof evalbridge.Item
         * @instance
         */
        Item.prototype.literalCode = false;

        /**
         * Item contentType.
         * @member {string} contentType
         * @memberof evalbridge.Item
         * @instance
         */
        Item.prototype.contentType = "";

        /**
         * Creates a new Item instance using the specified properties.
         * @function create
         * @memberof evalbridge.Item
         * @static
         * @param {evalbridge.IItem=} [properties] Properties to set
         * @returns {evalbridge.Item} Item instance
         */
        Item.create = function create(properties) {
            return new Item(properties);
        };

        /**
         * Encodes the specified Item message. Does not implicitly {@link evalbridge.Item.verify|verify} messages.
         * @function encode
         * @memberof evalbridge.Item
         * @static
         * @param {evalbridge.IItem} message Item message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Item.encode = function encode(message, writer, q) {
            if (!writer)
                writer = $Writer.create();
            if (q === undefined)
                q = 0;
            if (q > $util.recursionLimit)
                throw Error("max depth exceeded");
            if (message.index != null && Object.hasOwnProperty.call(message, "index"))
                writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.index);
            if (message.headers != null && message.headers.length)
                for (let i = 0; i < message.headers.length; ++i)
                    $root.evalbridge.Header.encode(message.headers[i], writer.uint32(/* id 2, wireType 2 =*/18).fork(), q + 1).ldelim();
            if (message.literalCode != null && Object.hasOwnProperty.call(message, "literalCode"))
                writer.uint32(/* id 3, wireType 0 =*/24).bool(message.literalCode);
            if (message.contentType != null && Object.hasOwnProperty.call(message, "contentType"))
                writer.uint32(/* id 4, wireType 2 =*/34).string(message.contentType);
            return writer;
        };

        /**
         * Decodes an Item message from the specified reader or buffer.
         * @function decode
         * @memberof evalbridge.Item
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {evalbridge.Item} Item
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Item.decode = function decode(reader, length, error, long) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (long === undefined)
                long = 0;
            if (long > $Reader.recursionLimit)
                throw Error("maximum nesting depth exceeded");
            let end, message;
            if (length === undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = new $root.evalbridge.Item();
            while (reader.pos < end) {
                let tag = reader.uint32();
                if (tag === error)
                    break;
                switch (tag >>> 3) {
                case 1: {
                        message.index = reader.uint32();
                        break;
                    }
                case 2: {
                        if (!(message.headers && message.headers.length))
                            message.headers = [];
                        message.headers.push($root.evalbridge.Header.decode(reader, reader.uint32(), undefined, long + 1));
                        break;
                    }
                case 3: {
                        message.literalCode = reader.bool();
                        break;
                    }
                case 4: {
                        message.contentType = reader.string();
                        break;
                    }
                default:
                    reader.skipType(tag & 7, long);
                    break;
                }
            }
            if (length !== undefined) {
                if (reader.pos !== end)
                    throw RangeError("index out of range");
                reader.len = length;
            }
            return message;
        };

        return Item;
    })();

    evalbridge.Header = (function() {

        /**
         * Properties of a Header.
         * @memberof evalbridge
         * @interface IHeader
         * @property {string|null} [name] Header name
         * @property {Array.<string>|null} [values] Header values
         */

        /**
         * Constructs a new Header.
         * @memberof evalbridge
         * @classdesc Represents a Header.
         * @implements IHeader
         * @constructor
         * @param {evalbridge.IHeader=} [properties] Properties to set
         */
        function Header(properties) {
            this.values = [];
            if (properties)
                for (let keys = Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        }

        /**
         * Header name.
         * @member {string} name
         * @memberof evalbridge.Header
         * @instance
         */
        Header.prototype.name = "";

        /**
         * Header values.
         * @member {Array.<string>} values
         * @memberof evalbridge.Header
         * @instance
         */
        Header.prototype.values = $util.emptyArray;

        /**
         * Creates a new Header instance using the specified properties.
         * @function create
         * @memberof evalbridge.Header
         * @static
         * @param {evalbridge.IHeader=} [properties] Properties to set
         * @returns {evalbridge.Header} Header instance
         */
        Header.create = function create(properties) {
            return new Header(properties);
        };

        /**
         * Encodes the specified Header message. Does not implicitly {@link evalbridge.Header.verify|verify} messages.
         * @function encode
         * @memberof evalbridge.Header
         * @static
         * @param {evalbridge.IHeader} message Header message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Header.encode = function encode(message, writer, q) {
            if (!writer)
                writer = $Writer.create();
            if (q === undefined)
                q = 0;
            if (q > $util.recursionLimit)
                throw Error("max depth exceeded");
            if (message.name != null && Object.hasOwnProperty.call(message, "name"))
                writer.uint32(/* id 1, wireType 2 =*/10).string(message.name);
            if (message.values != null && message.values.length)
                for (let i = 0; i < message.values.length; ++i)
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.values[i]);
            return writer;
        };

        /**
         * Decodes a Header message from the specified reader or buffer.
         * @function decode
         * @memberof evalbridge.Header
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {evalbridge.Header} Header
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Header.decode = function decode(reader, length, error, long) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (long === undefined)
                long = 0;
            if (long > $Reader.recursionLimit)
                throw Error("maximum nesting depth exceeded");
            let end, message;
            if (length === undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = new $root.evalbridge.Header();
            while (reader.pos < end) {
                let tag = reader.uint32();
                if (tag === error)
                    break;
                switch (tag >>> 3) {
                case 1: {
                        message.name = reader.string();
                        break;
                    }
                case 2: {
                        if (!(message.values && message.values.length))
                            message.values = [];
                        message.values.push(reader.string());
                        break;
                    }
                default:
                    reader.skipType(tag & 7, long);
                    break;
                }
            }
            if (length !== undefined) {
                if (reader.pos !== end)
                    throw RangeError("index out of range");
                reader.len = length;
            }
            return message;
        };

        return Header;
    })();

    evalbridge.Head = (function() {

        /**
         * Properties of a Head.
         * @memberof evalbridge
         * @interface IHead
         * @property {evalbridge.Kind|null} [kind] Head kind
         * @property {number|null} [call] Head call
         * @property {number|null} [code] Head code
         * @property {string|null} [message] Head message
         * @property {Array.<string>|null} [reqids] Head reqids
         * @property {number|null} [protocol] Head protocol
         * @property {string|null} [runtime] Head runtime
         * @property {number|null} [pid] Head pid
         * @property {evalbridge.ICreate|null} [create] Head create
         * @property {evalbridge.IReady|null} [ready] Head ready
         * @property {string|null} [payloadFile] Head payloadFile
         * @property {Array.<evalbridge.IItem>|null} [items] Head items
         * @property {string|null} [level] Head level
         * @property {number|null} [inferenceUs] Head inferenceUs
         * @property {boolean|null} [more] Head more
         * @property {Array.<string>|null} [targets] Head targets
         * @property {boolean|null} [stream] Head stream
         * @property {number|null} [credit] Head credit
         * @property {string|null} [session] Head session
         */

        /**
         * Constructs a new Head.
         * @memberof evalbridge
         * @classdesc Represents a Head.
         * @implements IHead
         * @constructor
         * @param {evalbridge.IHead=} [properties] Properties to set
         */
        function Head(properties) {
            this.reqids = [];
            this.items = [];
            this.targets = [];
            if (properties)
                for (let keys = Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        }

        /**
         * Head kind.
         * @member {evalbridge.Kind} kind
         * @memberof evalbridge.Head
         * @instance
         */
        Head.prototype.kind = 0;

        /**
         * Head call.
         * @member {number} call
         * @memberof evalbridge.Head
         * @instance
         */
        Head.prototype.call = 0;

        /**
         * Head code.
         * @member {number} code
         * @memberof evalbridge.Head
         * @instance
         */
        Head.prototype.code = 0;

        /**
         * Head message.
         * @member {string} message
         * @memberof evalbridge.Head
         * @instance
         */
        Head.prototype.message = "";

        /**
         * Head reqids.
         * @member {Array.<string>} reqids
         * @memberof evalbridge.Head
         * @instance
         */
        Head.prototype.reqids = $util.emptyArray;

        /**
         * Head protocol.
         * @member {number} protocol
         * @memberof evalbridge.Head
         * @instance
         */
        Head.prototype.protocol = 0;

        /**
         * Head runtime.
         * @member {string} runtime
         * @memberof evalbridge.Head
         * @instance
         */
        Head.prototype.runtime = "";

        /**
         * Head pid.
         * @member {number} pid
         * @memberof evalbridge.Head
         * @instance
         */
        Head.prototype.pid = 0;

        /**
         * Head create.
         * @member {evalbridge.ICreate|null|undefined} create
         * @memberof evalbridge.Head
         * @instance
         */
        Head.prototype.create = null;

        /**
         * Head ready.
         * @member {evalbridge.IReady|null|undefined} ready
         * @memberof evalbridge.Head
         * @instance
         */
        Head.prototype.ready = null;

        /**
         * Head payloadFile.
         * @member {string} payloadFile
         * @memberof evalbridge.Head
         * @instance
         */
        Head.prototype.payloadFile = "";

        /**
         * Head items.
         * @member {Array.<evalbridge.IItem>} items
         * @memberof evalbridge.Head
         * @instance
         */
        Head.prototype.items = $util.emptyArray;

        /**
         * Head level.
         * @member {string} level
         * @memberof evalbridge.Head
         * @instance
         */
        Head.prototype.level = "";

        /**
         * Head inferenceUs.
         * @member {number} inferenceUs
         * @memberof evalbridge.Head
         * @instance
         */
        Head.prototype.inferenceUs = 0;

        /**
         * Head more.
         * @member {boolean} more
         * @memberof evalbridge.Head
         * @instance
         */
        Head.prototype.more = false;

        /**
         * Head targets.
         * @member {Array.<string>} targets
         * @memberof evalbridge.Head
         * @instance
         */
        Head.prototype.targets = $util.emptyArray;

        /**
         * Head stream.
         * @member {boolean} stream
         * @memberof evalbridge.Head
         * @instance
         */
        Head.prototype.stream = false;

        /**
         * Head credit.
         * @member {number} credit
         * @memberof evalbridge.Head
         * @instance
         */
        Head.prototype.credit = 0;

        /**
         * Head session.
         * @member {string} session
         * @memberof evalbridge.Head
         * @instance
         */
        Head.prototype.session = "";

        /**
         * Creates a new Head instance using the specified properties.
         * @function create
         * @memberof evalbridge.Head
         * @static
         * @param {evalbridge.IHead=} [properties] Properties to set
         * @returns {evalbridge.Head} Head instance
         */
        Head.create = function create(properties) {
            return new Head(properties);
        };

        /**
         * Encodes the specified Head message. Does not implicitly {@link evalbridge.Head.verify|verify} messages.
         * @function encode
         * @memberof evalbridge.Head
         * @static
         * @param {evalbridge.IHead} message Head message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Head.encode = function encode(message, writer, q) {
            if (!writer)
                writer = $Writer.create();
            if (q === undefined)
                q = 0;
            if (q > $util.recursionLimit)
                throw Error("max depth exceeded");
            if (message.kind != null && Object.hasOwnProperty.call(message, "kind"))
                writer.uint32(/* id 1, wireType 0 =*/8).int32(message.kind);
            if (message.call != null && Object.hasOwnProperty.call(message, "call"))
                writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.call);
            if (message.code != null && Object.hasOwnProperty.call(message, "code"))
                writer.uint32(/* id 3, wireType 0 =*/24).int32(message.code);
            if (message.message != null && Object.hasOwnProperty.call(message, "message"))
                writer.uint32(/* id 4, wireType 2 =*/34).string(message.message);
            if (message.reqids != null && message.reqids.length)
                for (let i = 0; i < message.reqids.length; ++i)
                    writer.uint32(/* id 5, wireType 2 =*/42).string(message.reqids[i]);
            if (message.protocol != null && Object.hasOwnProperty.call(message, "protocol"))
                writer.uint32(/* id 6, wireType 0 =*/48).uint32(message.protocol);
            if (message.runtime != null && Object.hasOwnProperty.call(message, "runtime"))
                writer.uint32(/* id 7, wireType 2 =*/58).string(message.runtime);
            if (message.pid != null && Object.hasOwnProperty.call(message, "pid"))
                writer.uint32(/* id 8, wireType 0 =*/64).uint32(message.pid);
            if (message.create != null && Object.hasOwnProperty.call(message, "create"))
                $root.evalbridge.Create.encode(message.create, writer.uint32(/* id 9, wireType 2 =*/74).fork(), q + 1).ldelim();
            if (message.ready != null && Object.hasOwnProperty.call(message, "ready"))
                $root.evalbridge.Ready.encode(message.ready, writer.uint32(/* id 10, wireType 2 =*/82).fork(), q + 1).ldelim();
            if (message.payloadFile != null && Object.hasOwnProperty.call(message, "payloadFile"))
                writer.uint32(/* id 11, wireType 2 =*/90).string(message.payloadFile);
            if (message.items != null && message.items.length)
                for (let i = 0; i < message.items.length; ++i)
                    $root.evalbridge.Item.encode(message.items[i], writer.uint32(/* id 12, wireType 2 =*/98).fork(), q + 1).ldelim();
            if (message.level != null && Object.hasOwnProperty.call(message, "level"))
                writer.uint32(/* id 13, wireType 2 =*/106).string(message.level);
            if (message.inferenceUs != null && Object.hasOwnProperty.call(message, "inferenceUs"))
                writer.uint32(/* id 14, wireType 0 =*/112).uint32(message.inferenceUs);
            if (message.more != null && Object.hasOwnProperty.call(message, "more"))
                writer.uint32(/* id 15, wireType 0 =*/120).bool(message.more);
            if (message.targets != null && message.targets.length)
                for (let i = 0; i < message.targets.length; ++i)
                    writer.uint32(/* id 16, wireType 2 =*/130).string(message.targets[i]);
            if (message.stream != null && Object.hasOwnProperty.call(message, "stream"))
                writer.uint32(/* id 17, wireType 0 =*/136).bool(message.stream);
            if (message.credit != null && Object.hasOwnProperty.call(message, "credit"))
                writer.uint32(/* id 18, wireType 0 =*/144).uint32(message.credit);
            if (message.session != null && Object.hasOwnProperty.call(message, "session"))
                writer.uint32(/* id 19, wireType 2 =*/154).string(message.session);
            return writer;
        };

        /**
         * Decodes a Head message from the specified reader or buffer.
         * @function decode
         * @memberof evalbridge.Head
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {evalbridge.Head} Head
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Head.decode = function decode(reader, length, error, long) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (long === undefined)
                long = 0;
            if (long > $Reader.recursionLimit)
                throw Error("maximum nesting depth exceeded");
            let end, message;
            if (length === undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = new $root.evalbridge.Head();
            while (reader.pos < end) {
                let tag = reader.uint32();
                if (tag === error)
                    break;
                switch (tag >>> 3) {
                case 1: {
                        message.kind = reader.int32();
                        break;
                    }
                case 2: {
                        message.call = reader.uint32();
                        break;
                    }
                case 3: {
                        message.code = reader.int32();
                        break;
                    }
                case 4: {
                        message.message = reader.string();
                        break;
                    }
                case 5: {
                        if (!(message.reqids && message.reqids.length))
                            message.reqids = [];
                        message.reqids.push(reader.string());
                        break;
                    }
                case 6: {
                        message.protocol = reader.uint32();
                        break;
                    }
                case 7: {
                        message.runtime = reader.string();
                        break;
                    }
                case 8: {
                        message.pid = reader.uint32();
                        break;
                    }
                case 9: {
                        message.create = $root.evalbridge.Create.decode(reader, reader.uint32(), undefined, long + 1);
                        break;
                    }
                case 10: {
                        message.ready = $root.evalbridge.Ready.decode(reader, reader.uint32(), undefined, long + 1);
                        break;
                    }
                case 11: {
                        message.payloadFile = reader.string();
                        break;
                    }
                case 12: {
                        if (!(message.items && message.items.length))
                            message.items = [];
                        message.items.push($root.evalbridge.Item.decode(reader, reader.uint32(), undefined, long + 1));
                        break;
                    }
                case 13: {
                        message.level = reader.string();
                        break;
                    }
                case 14: {
                        message.inferenceUs = reader.uint32();
                        break;
                    }
                case 15: {
                        message.more = reader.bool();
                        break;
                    }
                case 16: {
                        if (!(message.targets && message.targets.length))
                            message.targets = [];
                        message.targets.push(reader.string());
                        break;
                    }
                case 17: {
                        message.stream = reader.bool();
                        break;
                    }
                case 18: {
                        message.credit = reader.uint32();
                        break;
                    }
                case 19: {
                        message.session = reader.string();
                        break;
                    }
                default:
                    reader.skipType(tag & 7, long);
                    break;
                }
            }
            if (length !== undefined) {
                if (reader.pos !== end)
                    throw RangeError("index out of range");
                reader.len = length;
            }
            return message;
        };

        return Head;
    })();

    return evalbridge;
})();

export { $root as default };

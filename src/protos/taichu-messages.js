/*eslint-disable block-scoped-var, id-length, no-control-regex, no-magic-numbers, no-prototype-builtins, no-redeclare, no-shadow, no-var, sort-vars*/
import $protobuf from "protobufjs/minimal.js";

// Common aliases
const $Reader = $protobuf.Reader, $Writer = $protobuf.Writer, $util = $protobuf.util;

// Exported root namespace
const $root = $protobuf.roots["taichu_infer"] || ($protobuf.roots["taichu_infer"] = {});

export const taichu_infer = $root.taichu_infer = (() => {

    /**
     * Namespace taichu_infer.
     * @exports taichu_infer
     * @namespace
     */
    const taichu_infer = {};

    taichu_infer.ServerLiveRequest = (function() {

        /**
         * Properties of a ServerLiveRequest.
         * @memberof taichu_infer
         * @interface IServerLiveRequest
         */

        /**
         * Constructs a new ServerLiveRequest.
         * @memberof taichu_infer
         * @classdesc Represents a ServerLiveRequest.
         * @implements IServerLiveRequest
         * @constructor
         * @param {taichu_infer.IServerLiveRequest=} [properties] Properties to set
         */
        function ServerLiveRequest(properties) {
            if (properties)
                for (let keys = Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        }

        /**
         * Creates a new ServerLiveRequest instance using the specified properties.
         * @function create
         * @memberof taichu_infer.ServerLiveRequest
         * @static
         * @param {taichu_infer.IServerLiveRequest=} [properties] Properties to set
         * @returns {taichu_infer.ServerLiveRequest} ServerLiveRequest instance
         */
        ServerLiveRequest.create = function create(properties) {
            return new ServerLiveRequest(properties);
        };

        /**
         * Encodes the specified ServerLiveRequest message. Does not implicitly {@link taichu_infer.ServerLiveRequest.verify|verify} messages.
         * @function encode
         * @memberof taichu_infer.ServerLiveRequest
         * @static
         * @param {taichu_infer.IServerLiveRequest} message ServerLiveRequest message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        ServerLiveRequest.encode = function encode(message, writer, q) {
            if (!writer)
                writer = $Writer.create();
            if (q === undefined)
                q = 0;
            if (q > $util.recursionLimit)
                throw Error("max depth exceeded");
            return writer;
        };

        /**
         * Decodes a ServerLiveRequest message from the specified reader or buffer.
         * @function decode
         * @memberof taichu_infer.ServerLiveRequest
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {taichu_infer.ServerLiveRequest} ServerLiveRequest
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        ServerLiveRequest.decode = function decode(reader, length, error, long) {
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
            message = new $root.taichu_infer.ServerLiveRequest();
            while (reader.pos < end) {
                let tag = reader.uint32();
                if (tag === error)
                    break;
                switch (tag >>> 3) {
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

        return ServerLiveRequest;
    })();

    taichu_infer.ServerLiveResponse = (function() {

        /**
         * Properties of a ServerLiveResponse.
         * @memberof taichu_infer
         * @interface IServerLiveResponse
         * @property {boolean|null} [live] ServerLiveResponse live
         */

        /**
         * Constructs a new ServerLiveResponse.
         * @memberof taichu_infer
         * @classdesc Represents a ServerLiveResponse.
         * @implements IServerLiveResponse
         * @constructor
         * @param {taichu_infer.IServerLiveResponse=} [properties] Properties to set
         */
        function ServerLiveResponse(properties) {
            if (properties)
                for (let keys = Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        }

        /**
         * ServerLiveResponse live.
         * @member {boolean} live
         * @memberof taichu_infer.ServerLiveResponse
         * @instance
         */
        ServerLiveResponse.prototype.live = false;

        /**
         * Creates a new ServerLiveResponse instance using the specified properties.
         * @function create
         * @memberof taichu_infer.ServerLiveResponse
         * @static
         * @param {taichu_infer.IServerLiveResponse=} [properties] Properties to set
         * @returns {taichu_infer.ServerLiveResponse} ServerLiveResponse instance
         */
        ServerLiveResponse.create = function create(properties) {
            return new ServerLiveResponse(properties);
        };

        /**
         * Encodes the specified ServerLiveResponse message. Does not implicitly {@link taichu_infer.ServerLiveResponse.verify|verify} messages.
         * @function encode
         * @memberof taichu_infer.ServerLiveResponse
         * @static
         * @param {taichu_infer.IServerLiveResponse} message ServerLiveResponse message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        ServerLiveResponse.encode = function encode(message, writer, q) {
            if (!writer)
                writer = $Writer.create();
            if (q === undefined)
                q = 0;
            if (q > $util.recursionLimit)
                throw Error("max depth exceeded");
            if (message.live != null && Object.hasOwnProperty.call(message, "live"))
                writer.uint32(/* id 1, wireType 0 =*/8).bool(message.live);
            return writer;
        };

        /**
         * Decodes a ServerLiveResponse message from the specified reader or buffer.
         * @function decode
         * @memberof taichu_infer.ServerLiveResponse
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {taichu_infer.ServerLiveResponse} ServerLiveResponse
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        ServerLiveResponse.decode = function decode(reader, length, error, long) {
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
            message = new $root.taichu_infer.ServerLiveResponse();
            while (reader.pos < end) {
                let tag = reader.uint32();
                if (tag === error)
                    break;
                switch (tag >>> 3) {
                case 1: {
                        message.live = reader.bool();
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

        return ServerLiveResponse;
    })();

    taichu_infer.ServerReadyRequest = (function() {

        /**
         * Properties of a ServerReadyRequest.
         * @memberof taichu_infer
         * @interface IServerReadyRequest
         */

        /**
         * Constructs a new ServerReadyRequest.
         * @memberof taichu_infer
         * @classdesc Represents a ServerReadyRequest.
         * @implements IServerReadyRequest
         * @constructor
         * @param {taichu_infer.IServerReadyRequest=} [properties] Properties to set
         */
        function ServerReadyRequest(properties) {
            if (properties)
                for (let keys = Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        }

        /**
         * Creates a new ServerReadyRequest instance using the specified properties.
         * @function create
         * @memberof taichu_infer.ServerReadyRequest
         * @static
         * @param {taichu_infer.IServerReadyRequest=} [properties] Properties to set
         * @returns {taichu_infer.ServerReadyRequest} ServerReadyRequest instance
         */
        ServerReadyRequest.create = function create(properties) {
            return new ServerReadyRequest(properties);
        };

        /**
         * Encodes the specified ServerReadyRequest message. Does not implicitly {@link taichu_infer.ServerReadyRequest.verify|verify} messages.
         * @function encode
         * @memberof taichu_infer.ServerReadyRequest
         * @static
         * @param {taichu_infer.IServerReadyRequest} message ServerReadyRequest message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        ServerReadyRequest.encode = function encode(message, writer, q) {
            if (!writer)
                writer = $Writer.create();
            if (q === undefined)
                q = 0;
            if (q > $util.recursionLimit)
                throw Error("max depth exceeded");
            return writer;
        };

        /**
         * Decodes a ServerReadyRequest message from the specified reader or buffer.
         * @function decode
         * @memberof taichu_infer.ServerReadyRequest
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {taichu_infer.ServerReadyRequest} ServerReadyRequest
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        ServerReadyRequest.decode = function decode(reader, length, error, long) {
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
            message = new $root.taichu_infer.ServerReadyRequest();
            while (reader.pos < end) {
                let tag = reader.uint32();
                if (tag === error)
                    break;
                switch (tag >>> 3) {
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

        return ServerReadyRequest;
    })();

    taichu_infer.ServerReadyResponse = (function() {

        /**
         * Properties of a ServerReadyResponse.
         * @memberof taichu_infer
         * @interface IServerReadyResponse
         * @property {boolean|null} [ready] ServerReadyResponse ready
         */

        /**
         * Constructs a new ServerReadyResponse.
         * @memberof taichu_infer
         * @classdesc Represents a ServerReadyResponse.
         * @implements IServerReadyResponse
         * @constructor
         * @param {taichu_infer.IServerReadyResponse=} [properties] Properties to set
         */
        function ServerReadyResponse(properties) {
            if (properties)
                for (let keys = Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        }

        /**
         * ServerReadyResponse ready.
         * @member {boolean} ready
         * @memberof taichu_infer.ServerReadyResponse
         * @instance
         */
        ServerReadyResponse.prototype.ready = false;

        /**
         * Creates a new ServerReadyResponse instance using the specified properties.
         * @function create
         * @memberof taichu_infer.ServerReadyResponse
         * @static
         * @param {taichu_infer.IServerReadyResponse=} [properties] Properties to set
         * @returns {taichu_infer.ServerReadyResponse} ServerReadyResponse instance
         */
        ServerReadyResponse.create = function create(properties) {
            return new ServerReadyResponse(properties);
        };

        /**
         * Encodes the specified ServerReadyResponse message. Does not implicitly {@link taichu_infer.ServerReadyResponse.verify|verify} messages.
         * @function encode
         * @memberof taichu_infer.ServerReadyResponse
         * @static
         * @param {taichu_infer.IServerReadyResponse} message ServerReadyResponse message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        ServerReadyResponse.encode = function encode(message, writer, q) {
            if (!writer)
                writer = $Writer.create();
            if (q === undefined)
                q = 0;
            if (q > $util.recursionLimit)
                throw Error("max depth exceeded");
            if (message.ready != null && Object.hasOwnProperty.call(message, "ready"))
                writer.uint32(/* id 1, wireType 0 =*/8).bool(message.ready);
            return writer;
        };

        /**
         * Decodes a ServerReadyResponse message from the specified reader or buffer.
         * @function decode
         * @memberof taichu_infer.ServerReadyResponse
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {taichu_infer.ServerReadyResponse} ServerReadyResponse
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        ServerReadyResponse.decode = function decode(reader, length, error, long) {
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
            message = new $root.taichu_infer.ServerReadyResponse();
            while (reader.pos < end) {
                let tag = reader.uint32();
                if (tag === error)
                    break;
                switch (tag >>> 3) {
                case 1: {
                        message.ready = reader.bool();
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

        return ServerReadyResponse;
    })();

    taichu_infer.InferParameter = (function() {

        /**
         * Properties of an InferParameter.
         * @memberof taichu_infer
         * @interface IInferParameter
         * @property {boolean|null} [boolParam] InferParameter boolParam
         * @property {number|null} [floatParam] InferParameter floatParam
         * @property {string|null} [stringParam] InferParameter stringParam
         */

        /**
         * Constructs a new InferParameter.
         * @memberof taichu_infer
         * @classdesc Represents an InferParameter.
         * @implements IInferParameter
         * @constructor
         * @param {taichu_infer.IInferParameter=} [properties] Properties to set
         */
        function InferParameter(properties) {
            if (properties)
                for (let keys = Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        }

        /**
         * InferParameter boolParam.
         * @member {boolean|null|undefined} boolParam
         * @memberof taichu_infer.InferParameter
         * @instance
         */
        InferParameter.prototype.boolParam = null;

        /**
         * InferParameter floatParam.
         * @member {number|null|undefined} floatParam
         * @memberof taichu_infer.InferParameter
         * @instance
         */
        InferParameter.prototype.floatParam = null;

        /**
         * InferParameter stringParam.
         * @member {string|null|undefined} stringParam
         * @memberof taichu_infer.InferParameter
         * @instance
         */
        InferParameter.prototype.stringParam = null;

        // OneOf field names bound to virtual getters and setters
        let $oneOfFields;

        /**
         * InferParameter parameterChoice.
         * @member {"boolParam"|"floatParam"|"stringParam"|undefined} parameterChoice
         * @memberof taichu_infer.InferParameter
         * @instance
         */
        Object.defineProperty(InferParameter.prototype, "parameterChoice", {
            get: $util.oneOfGetter($oneOfFields = ["boolParam", "floatParam", "stringParam"]),
            set: $util.oneOfSetter($oneOfFields)
        });

        /**
         * Creates a new InferParameter instance using the specified properties.
         * @function create
         * @memberof taichu_infer.InferParameter
         * @static
         * @param {taichu_infer.IInferParameter=} [properties] Properties to set
         * @returns {taichu_infer.InferParameter} InferParameter instance
         */
        InferParameter.create = function create(properties) {
            return new InferParameter(properties);
        };

        /**
         * Encodes the specified InferParameter message. Does not implicitly {@link taichu_infer.InferParameter.verify|verify} messages.
         * @function encode
         * @memberof taichu_infer.InferParameter
         * @static
         * @param {taichu_infer.IInferParameter} message InferParameter message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        InferParameter.encode = function encode(message, writer, q) {
            if (!writer)
                writer = $Writer.create();
            if (q === undefined)
                q = 0;
            if (q > $util.recursionLimit)
                throw Error("max depth exceeded");
            if (message.boolParam != null && Object.hasOwnProperty.call(message, "boolParam"))
                writer.uint32(/* id 1, wireType 0 =*/8).bool(message.boolParam);
            if (message.floatParam != null && Object.hasOwnProperty.call(message, "floatParam"))
                writer.uint32(/* id 2, wireType 5 =*/21).float(message.floatParam);
            if (message.stringParam != null && Object.hasOwnProperty.call(message, "stringParam"))
                writer.uint32(/* id 3, wireType 2 =*/26).string(message.stringParam);
            return writer;
        };

        /**
         * Decodes an InferParameter message from the specified reader or buffer.
         * @function decode
         * @memberof taichu_infer.InferParameter
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {taichu_infer.InferParameter} InferParameter
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        InferParameter.decode = function decode(reader, length, error, long) {
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
            message = new $root.taichu_infer.InferParameter();
            while (reader.pos < end) {
                let tag = reader.uint32();
                if (tag === error)
                    break;
                switch (tag >>> 3) {
                case 1: {
                        message.boolParam = reader.bool();
                        break;
                    }
                case 2: {
                        message.floatParam = reader.float();
                        break;
                    }
                case 3: {
                        message.stringParam = reader.string();
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

        return InferParameter;
    })();

    taichu_infer.ModelInferRequest = (function() {

        /**
         * Properties of a ModelInferRequest.
         * @memberof taichu_infer
         * @interface IModelInferRequest
         * @property {string|null} [modelName] ModelInferRequest modelName
         * @property {string|null} [modelVersion] ModelInferRequest modelVersion
         * @property {string|null} [id] ModelInferRequest id
         * @property {Object.<string,taichu_infer.IInferParameter>|null} [parameters] ModelInferRequest parameters
         */

        /**
         * Constructs a new ModelInferRequest.
         * @memberof taichu_infer
         * @classdesc Represents a ModelInferRequest.
         * @implements IModelInferRequest
         * @constructor
         * @param {taichu_infer.IModelInferRequest=} [properties] Properties to set
         */
        function ModelInferRequest(properties) {
            this.parameters = {};
            if (properties)
                for (let keys = Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        }

        /**
         * ModelInferRequest modelName.
         * @member {string} modelName
         * @memberof taichu_infer.ModelInferRequest
         * @instance
         */
        ModelInferRequest.prototype.modelName = "";

        /**
         * ModelInferRequest modelVersion.
         * @member {string} modelVersion
         * @memberof taichu_infer.ModelInferRequest
         * @instance
         */
        ModelInferRequest.prototype.modelVersion = "";

        /**
         * ModelInferRequest id.
         * @member {string} id
         * @memberof taichu_infer.ModelInferRequest
         * @instance
         */
        ModelInferRequest.prototype.id = "";

        /**
         * ModelInferRequest parameters.
         * @member {Object.<string,taichu_infer.IInferParameter>} parameters
         * @memberof taichu_infer.ModelInferRequest
         * @instance
         */
        ModelInferRequest.prototype.parameters = $util.emptyObject;

        /**
         * Creates a new ModelInferRequest instance using the specified properties.
         * @function create
         * @memberof taichu_infer.ModelInferRequest
         * @static
         * @param {taichu_infer.IModelInferRequest=} [properties] Properties to set
         * @returns {taichu_infer.ModelInferRequest} ModelInferRequest instance
         */
        ModelInferRequest.create = function create(properties) {
            return new ModelInferRequest(properties);
        };

        /**
         * Encodes the specified ModelInferRequest message. Does not implicitly {@link taichu_infer.ModelInferRequest.verify|verify} messages.
         * @function encode
         * @memberof taichu_infer.ModelInferRequest
         * @static
         * @param {taichu_infer.IModelInferRequest} message ModelInferRequest message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        ModelInferRequest.encode = function encode(message, writer, q) {
            if (!writer)
                writer = $Writer.create();
            if (q === undefined)
                q = 0;
            if (q > $util.recursionLimit)
                throw Error("max depth exceeded");
            if (message.modelName != null && Object.hasOwnProperty.call(message, "modelName"))
                writer.uint32(/* id 1, wireType 2 =*/10).string(message.modelName);
            if (message.modelVersion != null && Object.hasOwnProperty.call(message, "modelVersion"))
                writer.uint32(/* id 2, wireType 2 =*/18).string(message.modelVersion);
            if (message.id != null && Object.hasOwnProperty.call(message, "id"))
                writer.uint32(/* id 3, wireType 2 =*/26).string(message.id);
            if (message.parameters != null && Object.hasOwnProperty.call(message, "parameters"))
                for (let keys = Object.keys(message.parameters), i = 0; i < keys.length; ++i) {
                    writer.uint32(/* id 4, wireType 2 =*/34).fork().uint32(/* id 1, wireType 2 =*/10).string(keys[i]);
                    $root.taichu_infer.InferParameter.encode(message.parameters[keys[i]], writer.uint32(/* id 2, wireType 2 =*/18).fork(), q + 1).ldelim().ldelim();
                }
            return writer;
        };

        /**
         * Decodes a ModelInferRequest message from the specified reader or buffer.
         * @function decode
         * @memberof taichu_infer.ModelInferRequest
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {taichu_infer.ModelInferRequest} ModelInferRequest
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        ModelInferRequest.decode = function decode(reader, length, error, long) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (long === undefined)
                long = 0;
            if (long > $Reader.recursionLimit)
                throw Error("maximum nesting depth exceeded");
            let end, message, key, value;
            if (length === undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = new $root.taichu_infer.ModelInferRequest();
            while (reader.pos < end) {
                let tag = reader.uint32();
                if (tag === error)
                    break;
                switch (tag >>> 3) {
                case 1: {
                        message.modelName = reader.string();
                        break;
                    }
                case 2: {
                        message.modelVersion = reader.string();
                        break;
                    }
                case 3: {
                        message.id = reader.string();
                        break;
                    }
                case 4: {
                        if (message.parameters === $util.emptyObject)
                            message.parameters = {};
                        let end2 = reader.uint32() + reader.pos;
                        if (end2 > reader.len)
                            throw RangeError("index out of range");
                        reader.len = end2;
                        key = "";
                        value = null;
                        while (reader.pos < end2) {
                            let tag2 = reader.uint32();
                            switch (tag2 >>> 3) {
                            case 1:
                                key = reader.string();
                                break;
                            case 2:
                                value = $root.taichu_infer.InferParameter.decode(reader, reader.uint32(), undefined, long + 1);
                                break;
                            default:
                                reader.skipType(tag2 & 7, long);
                                break;
                            }
                        }
                        if (reader.pos !== end2)
                            throw RangeError("index out of range");
                        reader.len = end;
                        if (key === "__proto__")
                            $util.makeProp(message.parameters, key);
                        message.parameters[key] = value;
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

        return ModelInferRequest;
    })();

    taichu_infer.ModelInferResponse = (function() {

        /**
         * Properties of a ModelInferResponse.
         * @memberof taichu_infer
         * @interface IModelInferResponse
         * @property {string|null} [modelName] ModelInferResponse modelName
         * @property {string|null} [modelVersion] ModelInferResponse modelVersion
         * @property {string|null} [id] ModelInferResponse id
         * @property {Object.<string,taichu_infer.IInferParameter>|null} [parameters] ModelInferResponse parameters
         */

        /**
         * Constructs a new ModelInferResponse.
         * @memberof taichu_infer
         * @classdesc Represents a ModelInferResponse.
         * @implements IModelInferResponse
         * @constructor
         * @param {taichu_infer.IModelInferResponse=} [properties] Properties to set
         */
        function ModelInferResponse(properties) {
            this.parameters = {};
            if (properties)
                for (let keys = Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        }

        /**
         * ModelInferResponse modelName.
         * @member {string} modelName
         * @memberof taichu_infer.ModelInferResponse
         * @instance
         */
        ModelInferResponse.prototype.modelName = "";

        /**
         * ModelInferResponse modelVersion.
         * @member {string} modelVersion
         * @memberof taichu_infer.ModelInferResponse
         * @instance
         */
        ModelInferResponse.prototype.modelVersion = "";

        /**
         * ModelInferResponse id.
         * @member {string} id
         * @memberof taichu_infer.ModelInferResponse
         * @instance
         */
        ModelInferResponse.prototype.id = "";

        /**
         * ModelInferResponse parameters.
         * @member {Object.<string,taichu_infer.IInferParameter>} parameters
         * @memberof taichu_infer.ModelInferResponse
         * @instance
         */
        ModelInferResponse.prototype.parameters = $util.emptyObject;

        /**
         * Creates a new ModelInferResponse instance using the specified properties.
         * @function create
         * @memberof taichu_infer.ModelInferResponse
         * @static
         * @param {taichu_infer.IModelInferResponse=} [properties] Properties to set
         * @returns {taichu_infer.ModelInferResponse} ModelInferResponse instance
         */
        ModelInferResponse.create = function create(properties) {
            return new ModelInferResponse(properties);
        };

        /**
         * Encodes the specified ModelInferResponse message. Does not implicitly {@link taichu_infer.ModelInferResponse.verify|verify} messages.
         * @function encode
         * @memberof taichu_infer.ModelInferResponse
         * @static
         * @param {taichu_infer.IModelInferResponse} message ModelInferResponse message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        ModelInferResponse.encode = function encode(message, writer, q) {
            if (!writer)
                writer = $Writer.create();
            if (q === undefined)
                q = 0;
            if (q > $util.recursionLimit)
                throw Error("max depth exceeded");
            if (message.modelName != null && Object.hasOwnProperty.call(message, "modelName"))
                writer.uint32(/* id 1, wireType 2 =*/10).string(message.modelName);
            if (message.modelVersion != null && Object.hasOwnProperty.call(message, "modelVersion"))
                writer.uint32(/* id 2, wireType 2 =*/18).string(message.modelVersion);
            if (message.id != null && Object.hasOwnProperty.call(message, "id"))
                writer.uint32(/* id 3, wireType 2 =*/26).string(message.id);
            if (message.parameters != null && Object.hasOwnProperty.call(message, "parameters"))
                for (let keys = Object.keys(message.parameters), i = 0; i < keys.length; ++i) {
                    writer.uint32(/* id 4, wireType 2 =*/34).fork().uint32(/* id 1, wireType 2 =*/10).string(keys[i]);
                    $root.taichu_infer.InferParameter.encode(message.parameters[keys[i]], writer.uint32(/* id 2, wireType 2 =*/18).fork(), q + 1).ldelim().ldelim();
                }
            return writer;
        };

        /**
         * Decodes a ModelInferResponse message from the specified reader or buffer.
         * @function decode
         * @memberof taichu_infer.ModelInferResponse
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {taichu_infer.ModelInferResponse} ModelInferResponse
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        ModelInferResponse.decode = function decode(reader, length, error, long) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (long === undefined)
                long = 0;
            if (long > $Reader.recursionLimit)
                throw Error("maximum nesting depth exceeded");
            let end, message, key, value;
            if (length === undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = new $root.taichu_infer.ModelInferResponse();
            while (reader.pos < end) {
                let tag = reader.uint32();
                if (tag === error)
                    break;
                switch (tag >>> 3) {
                case 1: {
                        message.modelName = reader.string();
                        break;
                    }
                case 2: {
                        message.modelVersion = reader.string();
                        break;
                    }
                case 3: {
                        message.id = reader.string();
                        break;
                    }
                case 4: {
                        if (message.parameters === $util.emptyObject)
                            message.parameters = {};
                        let end2 = reader.uint32() + reader.pos;
                        if (end2 > reader.len)
                            throw RangeError("index out of range");
                        reader.len = end2;
                        key = "";
                        value = null;
                        while (reader.pos < end2) {
                            let tag2 = reader.uint32();
                            switch (tag2 >>> 3) {
                            case 1:
                                key = reader.string();
                                break;
                            case 2:
                                value = $root.taichu_infer.InferParameter.decode(reader, reader.uint32(), undefined, long + 1);
                                break;
                            default:
                                reader.skipType(tag2 & 7, long);
                                break;
                            }
                        }
                        if (reader.pos !== end2)
                            throw RangeError("index out of range");
                        reader.len = end;
                        if (key === "__proto__")
                            $util.makeProp(message.parameters, key);
                        message.parameters[key] = value;
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

        return ModelInferResponse;
    })();

    return taichu_infer;
})();

export { $root as default };

/*eslint-disable block-scoped-var, id-length, no-control-regex, no-magic-numbers, no-prototype-builtins, no-redeclare, no-shadow, no-var, sort-vars*/
import $protobuf from "protobufjs/minimal.js";

// Common aliases
const $Reader = $protobuf.Reader, $Writer = $protobuf.Writer, $util = $protobuf.util;

// Exported root namespace
const $root = $protobuf.roots["paddle_pipeline"] || ($protobuf.roots["paddle_pipeline"] = {});

export const baidu = $root.baidu = (() => {

    /**
     * Namespace baidu.
     * @exports baidu
     * @namespace
     */
    const baidu = {};

    baidu.paddle_serving = (function() {

        /**
         * Namespace paddle_serving.
         * @memberof baidu
         * @namespace
         */
        const paddle_serving = {};

        paddle_serving.pipeline_serving = (function() {

            /**
             * Namespace pipeline_serving.
             * @memberof baidu.paddle_serving
             * @namespace
             */
            const pipeline_serving = {};

            pipeline_serving.Tensor = (function() {

                /**
                 * Properties of a Tensor.
                 * @memberof baidu.paddle_serving.pipeline_serving
                 * @interface ITensor
                 * @property {Array.<number>|null} [int64Data] Tensor int64Data
                 * @property {Array.<number>|null} [floatData] Tensor floatData
                 * @property {Array.<number>|null} [intData] Tensor intData
                 * @property {Array.<number>|null} [float64Data] Tensor float64Data
                 * @property {Array.<number>|null} [uint32Data] Tensor uint32Data
                 * @property {Array.<boolean>|null} [boolData] Tensor boolData
                 * @property {Array.<number>|null} [complex64Data] Tensor complex64Data
                 * @property {Array.<number>|null} [complex128Data] Tensor complex128Data
                 * @property {Array.<string>|null} [strData] Tensor strData
                 * @property {Uint8Array|null} [byteData] Tensor byteData
                 * @property {number|null} [elemType] Tensor elemType
                 * @property {Array.<number>|null} [shape] Tensor shape
                 * @property {Array.<number>|null} [lod] Tensor lod
                 * @property {string|null} [name] Tensor name
                 */

                /**
                 * Constructs a new Tensor.
                 * @memberof baidu.paddle_serving.pipeline_serving
                 * @classdesc Represents a Tensor.
                 * @implements ITensor
                 * @constructor
                 * @param {baidu.paddle_serving.pipeline_serving.ITensor=} [properties] Properties to set
                 */
                function Tensor(properties) {
                    this.int64Data = [];
                    this.floatData = [];
                    this.intData = [];
                    this.float64Data = [];
                    this.uint32Data = [];
                    this.boolData = [];
                    this.complex64Data = [];
                    this.complex128Data = [];
                    this.strData = [];
                    this.shape = [];
                    this.lod = [];
                    if (properties)
                        for (let keys = Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                }

                /**
                 * Tensor int64Data.
                 * @member {Array.<number>} int64Data
                 * @memberof baidu.paddle_serving.pipeline_serving.Tensor
                 * @instance
                 */
                Tensor.prototype.int64Data = $util.emptyArray;

                /**
                 * Tensor floatData.
                 * @member {Array.<number>} floatData
                 * @memberof baidu.paddle_serving.pipeline_serving.Tensor
                 * @instance
                 */
                Tensor.prototype.floatData = $util.emptyArray;

                /**
                 * Tensor intData.
                 * @member {Array.<number>} intData
                 * @memberof baidu.paddle_serving.pipeline_serving.Tensor
                 * @instance
                 */
                Tensor.prototype.intData = $util.emptyArray;

                /**
                 * Tensor float64Data.
                 * @member {Array.<number>} float64Data
                 * @memberof baidu.paddle_serving.pipeline_serving.Tensor
                 * @instance
                 */
                Tensor.prototype.float64Data = $util.emptyArray;

                /**
                 * Tensor uint32Data.
                 * @member {Array.<number>} uint32Data
                 * @memberof baidu.paddle_serving.pipeline_serving.Tensor
                 * @instance
                 */
                Tensor.prototype.uint32Data = $util.emptyArray;

                /**
                 * Tensor boolData.
                 * @member {Array.<boolean>} boolData
                 * @memberof baidu.paddle_serving.pipeline_serving.Tensor
                 * @instance
                 */
                Tensor.prototype.boolData = $util.emptyArray;

                /**
                 * Tensor complex64Data.
                 * @member {Array.<number>} complex64Data
                 * @memberof baidu.paddle_serving.pipeline_serving.Tensor
                 * @instance
                 */
                Tensor.prototype.complex64Data = $util.emptyArray;

                /**
                 * Tensor complex128Data.
                 * @member {Array.<number>} complex128Data
                 * @memberof baidu.paddle_serving.pipeline_serving.Tensor
                 * @instance
                 */
                Tensor.prototype.complex128Data = $util.emptyArray;

                /**
                 * Tensor strData.
                 * @member {Array.<string>} strData
                 * @memberof baidu.paddle_serving.pipeline_serving.Tensor
                 * @instance
                 */
                Tensor.prototype.strData = $util.emptyArray;

                /**
                 * Tensor byteData.
                 * @member {Uint8Array} byteData
                 * @memberof baidu.paddle_serving.pipeline_serving.Tensor
                 * @instance
                 */
                Tensor.prototype.byteData = $util.newBuffer([]);

                /**
                 * Tensor elemType.
                 * @member {number} elemType
                 * @memberof baidu.paddle_serving.pipeline_serving.Tensor
                 * @instance
                 */
                Tensor.prototype.elemType = 0;

                /**
                 * Tensor shape.
                 * @member {Array.<number>} shape
                 * @memberof baidu.paddle_serving.pipeline_serving.Tensor
                 * @instance
                 */
                Tensor.prototype.shape = $util.emptyArray;

                /**
                 * Tensor lod.
                 * @member {Array.<number>} lod
                 * @memberof baidu.paddle_serving.pipeline_serving.Tensor
                 * @instance
                 */
                Tensor.prototype.lod = $util.emptyArray;

                /**
                 * Tensor name.
                 * @member {string} name
                 * @memberof baidu.paddle_serving.pipeline_serving.Tensor
                 * @instance
                 */
                Tensor.prototype.name = "";

                /**
                 * Creates a new Tensor instance using the specified properties.
                 * @function create
                 * @memberof baidu.paddle_serving.pipeline_serving.Tensor
                 * @static
                 * @param {baidu.paddle_serving.pipeline_serving.ITensor=} [properties] Properties to set
                 * @returns {baidu.paddle_serving.pipeline_serving.Tensor} Tensor instance
                 */
                Tensor.create = function create(properties) {
                    return new Tensor(properties);
                };

                /**
                 * Encodes the specified Tensor message. Does not implicitly {@link baidu.paddle_serving.pipeline_serving.Tensor.verify|verify} messages.
                 * @function encode
                 * @memberof baidu.paddle_serving.pipeline_serving.Tensor
                 * @static
                 * @param {baidu.paddle_serving.pipeline_serving.ITensor} message Tensor message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Tensor.encode = function encode(message, writer, q) {
                    if (!writer)
                        writer = $Writer.create();
                    if (q === undefined)
                        q = 0;
                    if (q > $util.recursionLimit)
                        throw Error("max depth exceeded");
                    if (message.int64Data != null && message.int64Data.length) {
                        writer.uint32(/* id 1, wireType 2 =*/10).fork();
                        for (let i = 0; i < message.int64Data.length; ++i)
                            writer.int64(message.int64Data[i]);
                        writer.ldelim();
                    }
                    if (message.floatData != null && message.floatData.length) {
                        writer.uint32(/* id 2, wireType 2 =*/18).fork();
                        for (let i = 0; i < message.floatData.length; ++i)
                            writer.float(message.floatData[i]);
                        writer.ldelim();
                    }
                    if (message.intData != null && message.intData.length) {
                        writer.uint32(/* id 3, wireType 2 =*/26).fork();
                        for (let i = 0; i < message.intData.length; ++i)
                            writer.int32(message.intData[i]);
                        writer.ldelim();
                    }
                    if (message.float64Data != null && message.float64Data.length) {
                        writer.uint32(/* id 4, wireType 2 =*/34).fork();
                        for (let i = 0; i < message.float64Data.length; ++i)
                            writer.double(message.float64Data[i]);
                        writer.ldelim();
                    }
                    if (message.uint32Data != null && message.uint32Data.length) {
                        writer.uint32(/* id 5, wireType 2 =*/42).fork();
                        for (let i = 0; i < message.uint32Data.length; ++i)
                            writer.uint32(message.uint32Data[i]);
                        writer.ldelim();
                    }
                    if (message.boolData != null && message.boolData.length) {
                        writer.uint32(/* id 6, wireType 2 =*/50).fork();
                        for (let i = 0; i < message.boolData.length; ++i)
                            writer.bool(message.boolData[i]);
                        writer.ldelim();
                    }
                    if (message.complex64Data != null && message.complex64Data.length) {
                        writer.uint32(/* id 7, wireType 2 =*/58).fork();
                        for (let i = 0; i < message.complex64Data.length; ++i)
                            writer.float(message.complex64Data[i]);
                        writer.ldelim();
                    }
                    if (message.complex128Data != null && message.complex128Data.length) {
                        writer.uint32(/* id 8, wireType 2 =*/66).fork();
                        for (let i = 0; i < message.complex128Data.length; ++i)
                            writer.double(message.complex128Data[i]);
                        writer.ldelim();
                    }
                    if (message.strData != null && message.strData.length)
                        for (let i = 0; i < message.strData.length; ++i)
                            writer.uint32(/* id 9, wireType 2 =*/74).string(message.strData[i]);
                    if (message.byteData != null && Object.hasOwnProperty.call(message, "byteData"))
                        writer.uint32(/* id 10, wireType 2 =*/82).bytes(message.byteData);
                    if (message.elemType != null && Object.hasOwnProperty.call(message, "elemType"))
                        writer.uint32(/* id 20, wireType 0 =*/160).int32(message.elemType);
                    if (message.shape != null && message.shape.length) {
                        writer.uint32(/* id 21, wireType 2 =*/170).fork();
                        for (let i = 0; i < message.shape.length; ++i)
                            writer.int32(message.shape[i]);
                        writer.ldelim();
                    }
                    if (message.lod != null && message.lod.length) {
                        writer.uint32(/* id 22, wireType 2 =*/178).fork();
                        for (let i = 0; i < message.lod.length; ++i)
                            writer.int32(message.lod[i]);
                        writer.ldelim();
                    }
                    if (message.name != null && Object.hasOwnProperty.call(message, "name"))
                        writer.uint32(/* id 23, wireType 2 =*/186).string(message.name);
                    return writer;
                };

                /**
                 * Decodes a Tensor message from the specified reader or buffer.
                 * @function decode
                 * @memberof baidu.paddle_serving.pipeline_serving.Tensor
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {baidu.paddle_serving.pipeline_serving.Tensor} Tensor
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Tensor.decode = function decode(reader, length, error, long) {
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
                    message = new $root.baidu.paddle_serving.pipeline_serving.Tensor();
                    while (reader.pos < end) {
                        let tag = reader.uint32();
                        if (tag === error)
                            break;
                        switch (tag >>> 3) {
                        case 1: {
                                if (!(message.int64Data && message.int64Data.length))
                                    message.int64Data = [];
                                if ((tag & 7) === 2) {
                                    let end2 = reader.uint32() + reader.pos;
                                    if (end2 > reader.len)
                                        throw RangeError("index out of range");
                                    reader.len = end2;
                                    while (reader.pos < end2)
                                        message.int64Data.push(reader.int64());
                                    if (reader.pos !== end2)
                                        throw RangeError("index out of range");
                                    reader.len = end;
                                } else
                                    message.int64Data.push(reader.int64());
                                break;
                            }
                        case 2: {
                                if (!(message.floatData && message.floatData.length))
                                    message.floatData = [];
                                if ((tag & 7) === 2) {
                                    let end2 = reader.uint32() + reader.pos;
                                    if (end2 > reader.len)
                                        throw RangeError("index out of range");
                                    reader.len = end2;
                                    while (reader.pos < end2)
                                        message.floatData.push(reader.float());
                                    if (reader.pos !== end2)
                                        throw RangeError("index out of range");
                                    reader.len = end;
                                } else
                                    message.floatData.push(reader.float());
                                break;
                            }
                        case 3: {
                                if (!(message.intData && message.intData.length))
                                    message.intData = [];
                                if ((tag & 7) === 2) {
                                    let end2 = reader.uint32() + reader.pos;
                                    if (end2 > reader.len)
                                        throw RangeError("index out of range");
                                    reader.len = end2;
                                    while (reader.pos < end2)
                                        message.intData.push(reader.int32());
                                    if (reader.pos !== end2)
                                        throw RangeError("index out of range");
                                    reader.len = end;
                                } else
                                    message.intData.push(reader.int32());
                                break;
                            }
                        case 4: {
                                if (!(message.float64Data && message.float64Data.length))
                                    message.float64Data = [];
                                if ((tag & 7) === 2) {
                                    let end2 = reader.uint32() + reader.pos;
                                    if (end2 > reader.len)
                                        throw RangeError("index out of range");
                                    reader.len = end2;
                                    while (reader.pos < end2)
                                        message.float64Data.push(reader.double());
                                    if (reader.pos !== end2)
                                        throw RangeError("index out of range");
                                    reader.len = end;
                                } else
                                    message.float64Data.push(reader.double());
                                break;
                            }
                        case 5: {
                                if (!(message.uint32Data && message.uint32Data.length))
                                    message.uint32Data = [];
                                if ((tag & 7) === 2) {
                                    let end2 = reader.uint32() + reader.pos;
                                    if (end2 > reader.len)
                                        throw RangeError("index out of range");
                                    reader.len = end2;
                                    while (reader.pos < end2)
                                        message.uint32Data.push(reader.uint32());
                                    if (reader.pos !== end2)
                                        throw RangeError("index out of range");
                                    reader.len = end;
                                } else
                                    message.uint32Data.push(reader.uint32());
                                break;
                            }
                        case 6: {
                                if (!(message.boolData && message.boolData.length))
                                    message.boolData = [];
                                if ((tag & 7) === 2) {
                                    let end2 = reader.uint32() + reader.pos;
                                    if (end2 > reader.len)
                                        throw RangeError("index out of range");
                                    reader.len = end2;
                                    while (reader.pos < end2)
                                        message.boolData.push(reader.bool());
                                    if (reader.pos !== end2)
                                        throw RangeError("index out of range");
                                    reader.len = end;
                                } else
                                    message.boolData.push(reader.bool());
                                break;
                            }
                        case 7: {
                                if (!(message.complex64Data && message.complex64Data.length))
                                    message.complex64Data = [];
                                if ((tag & 7) === 2) {
                                    let end2 = reader.uint32() + reader.pos;
                                    if (end2 > reader.len)
                                        throw RangeError("index out of range");
                                    reader.len = end2;
                                    while (reader.pos < end2)
                                        message.complex64Data.push(reader.float());
                                    if (reader.pos !== end2)
                                        throw RangeError("index out of range");
                                    reader.len = end;
                                } else
                                    message.complex64Data.push(reader.float());
                                break;
                            }
                        case 8: {
                                if (!(message.complex128Data && message.complex128Data.length))
                                    message.complex128Data = [];
                                if ((tag & 7) === 2) {
                                    let end2 = reader.uint32() + reader.pos;
                                    if (end2 > reader.len)
                                        throw RangeError("index out of range");
                                    reader.len = end2;
                                    while (reader.pos < end2)
                                        message.complex128Data.push(reader.double());
                                    if (reader.pos !== end2)
                                        throw RangeError("index out of range");
                                    reader.len = end;
                                } else
                                    message.complex128Data.push(reader.double());
                                break;
                            }
                        case 9: {
                                if (!(message.strData && message.strData.length))
                                    message.strData = [];
                                message.strData.push(reader.string());
                                break;
                            }
                        case 10: {
                                message.byteData = reader.bytes();
                                break;
                            }
                        case 20: {
                                message.elemType = reader.int32();
                                break;
                            }
                        case 21: {
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
                        case 22: {
                                if (!(message.lod && message.lod.length))
                                    message.lod = [];
                                if ((tag & 7) === 2) {
                                    let end2 = reader.uint32() + reader.pos;
                                    if (end2 > reader.len)
                                        throw RangeError("index out of range");
                                    reader.len = end2;
                                    while (reader.pos < end2)
                                        message.lod.push(reader.int32());
                                    if (reader.pos !== end2)
                                        throw RangeError("index out of range");
                                    reader.len = end;
                                } else
                                    message.lod.push(reader.int32());
                                break;
                            }
                        case 23: {
                                message.name = reader.string();
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

                return Tensor;
            })();

            pipeline_serving.Request = (function() {

                /**
                 * Properties of a Request.
                 * @memberof baidu.paddle_serving.pipeline_serving
                 * @interface IRequest
                 * @property {Array.<string>|null} [key] Request key
                 * @property {Array.<string>|null} [value] Request value
                 * @property {Array.<baidu.paddle_serving.pipeline_serving.ITensor>|null} [tensors] Request tensors
                 * @property {string|null} [name] Request name
                 * @property {string|null} [method] Request method
                 * @property {number|null} [logid] Request logid
                 * @property {string|null} [clientip] Request clientip
                 */

                /**
                 * Constructs a new Request.
                 * @memberof baidu.paddle_serving.pipeline_serving
                 * @classdesc Represents a Request.
                 * @implements IRequest
                 * @constructor
                 * @param {baidu.paddle_serving.pipeline_serving.IRequest=} [properties] Properties to set
                 */
                function Request(properties) {
                    this.key = [];
                    this.value = [];
                    this.tensors = [];
                    if (properties)
                        for (let keys = Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                }

                /**
                 * Request key.
                 * @member {Array.<string>} key
                 * @memberof baidu.paddle_serving.pipeline_serving.Request
                 * @instance
                 */
                Request.prototype.key = $util.emptyArray;

                /**
                 * Request value.
                 * @member {Array.<string>} value
                 * @memberof baidu.paddle_serving.pipeline_serving.Request
                 * @instance
                 */
                Request.prototype.value = $util.emptyArray;

                /**
                 * Request tensors.
                 * @member {Array.<baidu.paddle_serving.pipeline_serving.ITensor>} tensors
                 * @memberof baidu.paddle_serving.pipeline_serving.Request
                 * @instance
                 */
                Request.prototype.tensors = $util.emptyArray;

                /**
                 * Request name.
                 * @member {string} name
                 * @memberof baidu.paddle_serving.pipeline_serving.Request
                 * @instance
                 */
                Request.prototype.name = "";

                /**
                 * Request method.
                 * @member {string} method
                 * @memberof baidu.paddle_serving.pipeline_serving.Request
                 * @instance
                 */
                Request.prototype.method = "";

                /**
                 * Request logid.
                 * @member {number} logid
                 * @memberof baidu.paddle_serving.pipeline_serving.Request
                 * @instance
                 */
                Request.prototype.logid = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

                /**
                 * Request clientip.
                 * @member {string} clientip
                 * @memberof baidu.paddle_serving.pipeline_serving.Request
                 * @instance
                 */
                Request.prototype.clientip = "";

                /**
                 * Creates a new Request instance using the specified properties.
                 * @function create
                 * @memberof baidu.paddle_serving.pipeline_serving.Request
                 * @static
                 * @param {baidu.paddle_serving.pipeline_serving.IRequest=} [properties] Properties to set
                 * @returns {baidu.paddle_serving.pipeline_serving.Request} Request instance
                 */
                Request.create = function create(properties) {
                    return new Request(properties);
                };

                /**
                 * Encodes the specified Request message. Does not implicitly {@link baidu.paddle_serving.pipeline_serving.Request.verify|verify} messages.
                 * @function encode
                 * @memberof baidu.paddle_serving.pipeline_serving.Request
                 * @static
                 * @param {baidu.paddle_serving.pipeline_serving.IRequest} message Request message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Request.encode = function encode(message, writer, q) {
                    if (!writer)
                        writer = $Writer.create();
                    if (q === undefined)
                        q = 0;
                    if (q > $util.recursionLimit)
                        throw Error("max depth exceeded");
                    if (message.key != null && message.key.length)
                        for (let i = 0; i < message.key.length; ++i)
                            writer.uint32(/* id 1, wireType 2 =*/10).string(message.key[i]);
                    if (message.value != null && message.value.length)
                        for (let i = 0; i < message.value.length; ++i)
                            writer.uint32(/* id 2, wireType 2 =*/18).string(message.value[i]);
                    if (message.tensors != null && message.tensors.length)
                        for (let i = 0; i < message.tensors.length; ++i)
                            $root.baidu.paddle_serving.pipeline_serving.Tensor.encode(message.tensors[i], writer.uint32(/* id 3, wireType 2 =*/26).fork(), q + 1).ldelim();
                    if (message.name != null && Object.hasOwnProperty.call(message, "name"))
                        writer.uint32(/* id 4, wireType 2 =*/34).string(message.name);
                    if (message.method != null && Object.hasOwnProperty.call(message, "method"))
                        writer.uint32(/* id 5, wireType 2 =*/42).string(message.method);
                    if (message.logid != null && Object.hasOwnProperty.call(message, "logid"))
                        writer.uint32(/* id 6, wireType 0 =*/48).int64(message.logid);
                    if (message.clientip != null && Object.hasOwnProperty.call(message, "clientip"))
                        writer.uint32(/* id 7, wireType 2 =*/58).string(message.clientip);
                    return writer;
                };

                /**
                 * Decodes a Request message from the specified reader or buffer.
                 * @function decode
                 * @memberof baidu.paddle_serving.pipeline_serving.Request
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {baidu.paddle_serving.pipeline_serving.Request} Request
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Request.decode = function decode(reader, length, error, long) {
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
                    message = new $root.baidu.paddle_serving.pipeline_serving.Request();
                    while (reader.pos < end) {
                        let tag = reader.uint32();
                        if (tag === error)
                            break;
                        switch (tag >>> 3) {
                        case 1: {
                                if (!(message.key && message.key.length))
                                    message.key = [];
                                message.key.push(reader.string());
                                break;
                            }
                        case 2: {
                                if (!(message.value && message.value.length))
                                    message.value = [];
                                message.value.push(reader.string());
                                break;
                            }
                        case 3: {
                                if (!(message.tensors && message.tensors.length))
                                    message.tensors = [];
                                message.tensors.push($root.baidu.paddle_serving.pipeline_serving.Tensor.decode(reader, reader.uint32(), undefined, long + 1));
                                break;
                            }
                        case 4: {
                                message.name = reader.string();
                                break;
                            }
                        case 5: {
                                message.method = reader.string();
                                break;
                            }
                        case 6: {
                                message.logid = reader.int64();
                                break;
                            }
                        case 7: {
                                message.clientip = reader.string();
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

                return Request;
            })();

            pipeline_serving.Response = (function() {

                /**
                 * Properties of a Response.
                 * @memberof baidu.paddle_serving.pipeline_serving
                 * @interface IResponse
                 * @property {number|null} [errNo] Response errNo
                 * @property {string|null} [errMsg] Response errMsg
                 * @property {Array.<string>|null} [key] Response key
                 * @property {Array.<string>|null} [value] Response value
                 * @property {Array.<baidu.paddle_serving.pipeline_serving.ITensor>|null} [tensors] Response tensors
                 */

                /**
                 * Constructs a new Response.
                 * @memberof baidu.paddle_serving.pipeline_serving
                 * @classdesc Represents a Response.
                 * @implements IResponse
                 * @constructor
                 * @param {baidu.paddle_serving.pipeline_serving.IResponse=} [properties] Properties to set
                 */
                function Response(properties) {
                    this.key = [];
                    this.value = [];
                    this.tensors = [];
                    if (properties)
                        for (let keys = Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                }

                /**
                 * Response errNo.
                 * @member {number} errNo
                 * @memberof baidu.paddle_serving.pipeline_serving.Response
                 * @instance
                 */
                Response.prototype.errNo = 0;

                /**
                 * Response errMsg.
                 * @member {string} errMsg
                 * @memberof baidu.paddle_serving.pipeline_serving.Response
                 * @instance
                 */
                Response.prototype.errMsg = "";

                /**
                 * Response key.
                 * @member {Array.<string>} key
                 * @memberof baidu.paddle_serving.pipeline_serving.Response
                 * @instance
                 */
                Response.prototype.key = $util.emptyArray;

                /**
                 * Response value.
                 * @member {Array.<string>} value
                 * @memberof baidu.paddle_serving.pipeline_serving.Response
                 * @instance
                 */
                Response.prototype.value = $util.emptyArray;

                /**
                 * Response tensors.
                 * @member {Array.<baidu.paddle_serving.pipeline_serving.ITensor>} tensors
                 * @memberof baidu.paddle_serving.pipeline_serving.Response
                 * @instance
                 */
                Response.prototype.tensors = $util.emptyArray;

                /**
                 * Creates a new Response instance using the specified properties.
                 * @function create
                 * @memberof baidu.paddle_serving.pipeline_serving.Response
                 * @static
                 * @param {baidu.paddle_serving.pipeline_serving.IResponse=} [properties] Properties to set
                 * @returns {baidu.paddle_serving.pipeline_serving.Response} Response instance
                 */
                Response.create = function create(properties) {
                    return new Response(properties);
                };

                /**
                 * Encodes the specified Response message. Does not implicitly {@link baidu.paddle_serving.pipeline_serving.Response.verify|verify} messages.
                 * @function encode
                 * @memberof baidu.paddle_serving.pipeline_serving.Response
                 * @static
                 * @param {baidu.paddle_serving.pipeline_serving.IResponse} message Response message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Response.encode = function encode(message, writer, q) {
                    if (!writer)
                        writer = $Writer.create();
                    if (q === undefined)
                        q = 0;
                    if (q > $util.recursionLimit)
                        throw Error("max depth exceeded");
                    if (message.errNo != null && Object.hasOwnProperty.call(message, "errNo"))
                        writer.uint32(/* id 1, wireType 0 =*/8).int32(message.errNo);
                    if (message.errMsg != null && Object.hasOwnProperty.call(message, "errMsg"))
                        writer.uint32(/* id 2, wireType 2 =*/18).string(message.errMsg);
                    if (message.key != null && message.key.length)
                        for (let i = 0; i < message.key.length; ++i)
                            writer.uint32(/* id 3, wireType 2 =*/26).string(message.key[i]);
                    if (message.value != null && message.value.length)
                        for (let i = 0; i < message.value.length; ++i)
                            writer.uint32(/* id 4, wireType 2 =*/34).string(message.value[i]);
                    if (message.tensors != null && message.tensors.length)
                        for (let i = 0; i < message.tensors.length; ++i)
                            $root.baidu.paddle_serving.pipeline_serving.Tensor.encode(message.tensors[i], writer.uint32(/* id 5, wireType 2 =*/42).fork(), q + 1).ldelim();
                    return writer;
                };

                /**
                 * Decodes a Response message from the specified reader or buffer.
                 * @function decode
                 * @memberof baidu.paddle_serving.pipeline_serving.Response
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {baidu.paddle_serving.pipeline_serving.Response} Response
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Response.decode = function decode(reader, length, error, long) {
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
                    message = new $root.baidu.paddle_serving.pipeline_serving.Response();
                    while (reader.pos < end) {
                        let tag = reader.uint32();
                        if (tag === error)
                            break;
                        switch (tag >>> 3) {
                        case 1: {
                                message.errNo = reader.int32();
                                break;
                            }
                        case 2: {
                                message.errMsg = reader.string();
                                break;
                            }
                        case 3: {
                                if (!(message.key && message.key.length))
                                    message.key = [];
                                message.key.push(reader.string());
                                break;
                            }
                        case 4: {
                                if (!(message.value && message.value.length))
                                    message.value = [];
                                message.value.push(reader.string());
                                break;
                            }
                        case 5: {
                                if (!(message.tensors && message.tensors.length))
                                    message.tensors = [];
                                message.tensors.push($root.baidu.paddle_serving.pipeline_serving.Tensor.decode(reader, reader.uint32(), undefined, long + 1));
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

                return Response;
            })();

            return pipeline_serving;
        })();

        return paddle_serving;
    })();

    return baidu;
})();

export { $root as default };

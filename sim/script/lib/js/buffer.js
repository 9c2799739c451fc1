exports.Buffer = Buffer;

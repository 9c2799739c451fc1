const EventEmitter = require('events');
class Stream extends EventEmitter { pipe(to) { this.on('data', t => to.write(t)); this.on('end', () => to.end()); return to; } }
Stream.Readable = Stream.Writable = Stream.Duplex = Stream.Transform = Stream.PassThrough = Stream;
module.exports = Stream;

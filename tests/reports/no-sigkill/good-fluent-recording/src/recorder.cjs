const ffmpeg = require('fluent-ffmpeg');

class Recorder {
  constructor(source, file) {
    this.command = ffmpeg(source).videoCodec('libx264').format('mp4').save(file);
  }

  stop() {
    this.command.kill('SIGINT');
  }
}

exports.Recorder = Recorder;

const SECONDS = 0.5;
const HERTZ = 880;

/** A tone for a defect. A browser plays nothing before somebody has used the page, so that it is turned on by hand. */
export function alarm() {
  let context = null;
  return {
    turn(on) {
      context?.close();
      context = on ? new AudioContext() : null;
    },
    sound() {
      if (context !== null) {
        const tone = new OscillatorNode(context, { frequency: HERTZ });
        const volume = new GainNode(context, { gain: 0.5 });
        tone.connect(volume).connect(context.destination);
        volume.gain.exponentialRampToValueAtTime(0.01, context.currentTime + SECONDS);
        tone.start();
        tone.stop(context.currentTime + SECONDS);
      }
    },
  };
}

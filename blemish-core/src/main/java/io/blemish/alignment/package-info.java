/**
 * Brings pictures of a part that moves in view to the pose of a template: the spectra of both are registered (Reddy and
 * Chatterji, "An FFT-Based Technique for Translation, Rotation, and Scale-Invariant Image Registration", 1996), and the pose is
 * refined on the pixels (Baker and Matthews, "Lucas-Kanade 20 Years On: A Unifying Framework", 2004).
 */
@NullMarked
package io.blemish.alignment;

import org.jspecify.annotations.NullMarked;

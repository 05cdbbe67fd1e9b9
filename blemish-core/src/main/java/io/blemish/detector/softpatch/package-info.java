/** SoftPatch (Jiang et al.): a memory bank without the patches that stand out among those of their place, and a weight for each. */
@NullMarked
package io.blemish.detector.softpatch;

import org.jspecify.annotations.NullMarked;

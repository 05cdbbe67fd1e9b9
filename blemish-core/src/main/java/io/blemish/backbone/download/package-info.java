/**
 * Files from elsewhere that the user's cache keeps: {@link io.blemish.backbone.download.Download} fetches one whose hash is
 * known, over connections that break, and {@link io.blemish.backbone.download.CacheLock} keeps two from fetching it at once.
 */
@NullMarked
package io.blemish.backbone.download;

import org.jspecify.annotations.NullMarked;

/** Records that every package shares: images, categories, ground truth, detections. */
package dev.boxmill.data;

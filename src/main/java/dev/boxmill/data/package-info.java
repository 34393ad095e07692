/**
 * Records that every package shares: images, categories, ground truth, detections.
 *
 * @serial exclude
 */
package dev.boxmill.data;

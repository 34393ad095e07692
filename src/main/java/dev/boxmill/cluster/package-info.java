/**
 * Anchors: k-means over box sizes with the distance 1 - IoU of boxes that share a centre (Redmon
 * and Farhadi, "YOLO9000: Better, Faster, Stronger", 2017).
 *
 * @serial exclude
 */
package dev.boxmill.cluster;

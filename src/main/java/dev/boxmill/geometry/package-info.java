/**
 * Boxes, IoU, NMS and the letterbox: plain arithmetic.
 *
 * @serial exclude
 */
package dev.boxmill.geometry;

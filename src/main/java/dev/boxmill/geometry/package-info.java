/** Boxes, IoU, NMS and the letterbox: plain arithmetic. */
package dev.boxmill.geometry;

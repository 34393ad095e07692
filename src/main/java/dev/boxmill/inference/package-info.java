/**
 * Models, decoding and batching; the only package that imports DJL.
 *
 * @serial exclude
 */
package dev.boxmill.inference;

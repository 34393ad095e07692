/** Models, decoding and batching; the only package that imports DJL. */
package dev.boxmill.inference;

/** Anchor clustering. */
package dev.boxmill.cluster;

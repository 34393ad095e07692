/**
 * Wrong labels and hard images, found by what trained detectors say of them.
 *
 * @serial exclude
 */
package dev.boxmill.audit;

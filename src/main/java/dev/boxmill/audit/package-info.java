/** Wrong labels and hard images, found by what trained detectors say of them. */
package dev.boxmill.audit;

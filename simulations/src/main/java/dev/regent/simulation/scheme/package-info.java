/**
 * The schemes that five documents describe, as small models on the same machines and servers: what
 * they do in the scenarios that Regent is run through. Settings have the documents' values unless a
 * scenario says otherwise.
 */
@NullMarked
package dev.regent.simulation.scheme;

import org.jspecify.annotations.NullMarked;

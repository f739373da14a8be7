/**
 * What operators, load balancers and monitoring ask of a node over HTTP.
 *
 * <p>Shell: routes and JSON. What is answered is worked out by functions of a {@code VoterState},
 * in {@code view} (Regent's own API) and {@code patroni} (the health paths of Patroni).
 */
@NullMarked
package dev.regent.controller.http;

import org.jspecify.annotations.NullMarked;

/** The bodies of Regent's own API, and the functions that derive them from a voter's state. */
@NullMarked
package dev.regent.controller.http.view;

import org.jspecify.annotations.NullMarked;

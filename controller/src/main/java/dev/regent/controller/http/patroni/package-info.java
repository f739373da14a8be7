/** Patroni's health paths, so that what was set up for Patroni works with Regent. */
@NullMarked
package dev.regent.controller.http.patroni;

import org.jspecify.annotations.NullMarked;

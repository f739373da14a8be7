/** keepalived's VRRP: who holds the virtual address. */
@NullMarked
package dev.regent.simulation.scheme.vrrp;

import org.jspecify.annotations.NullMarked;

/** Patroni with etcd, HAProxy and a watchdog, as document 004 sets them up. */
@NullMarked
package dev.regent.simulation.scheme.patroni;

import org.jspecify.annotations.NullMarked;

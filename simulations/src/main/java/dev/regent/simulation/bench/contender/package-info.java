/**
 * The systems that are measured, each put up on the same hosts: Regent, Patroni with etcd, and
 * pg_auto_failover. What they are told is in {@code PatroniFiles} and {@code AutoFailoverFiles}.
 */
@NullMarked
package dev.regent.simulation.bench.contender;

import org.jspecify.annotations.NullMarked;

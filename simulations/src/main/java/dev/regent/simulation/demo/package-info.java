/**
 * Three real nodes on one machine: daemons, guards and PostgreSQL as processes of their own.
 *
 * <p>{@link dev.regent.simulation.demo.DemoCommand} is {@code regent demo}.
 */
@NullMarked
package dev.regent.simulation.demo;

import org.jspecify.annotations.NullMarked;

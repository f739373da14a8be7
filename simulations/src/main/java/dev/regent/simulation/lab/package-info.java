/**
 * Nodes as hosts of their own on a real network: namespaces, a bridge, a firewall, the VIP.
 *
 * <p>{@link dev.regent.simulation.lab.LabCommand} is {@code regent lab}; what it does and measures
 * is in docs/lab.md. {@link dev.regent.simulation.lab.Topology}, {@link
 * dev.regent.simulation.lab.Cuts} and {@link dev.regent.simulation.lab.Deeds} are plans, without a
 * machine; {@link dev.regent.simulation.lab.Network} and {@link dev.regent.simulation.lab.Hands}
 * carry them out.
 */
@NullMarked
package dev.regent.simulation.lab;

import org.jspecify.annotations.NullMarked;

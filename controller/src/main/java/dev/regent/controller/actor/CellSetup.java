package dev.regent.controller.actor;

import dev.regent.config.settings.CellSettings;
import dev.regent.controller.journal.Journal;
import dev.regent.protocol.MonotonicTime;
import dev.regent.protocol.NodeId;
import java.time.InstantSource;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * What a cell's controller on one node is made of.
 *
 * @param self this node's name
 * @param journal opened already; whoever opened it closes it after the cell was stopped
 * @param machine tells this machine from another (L6)
 * @param clock CLOCK_BOOTTIME, for everything that is decided
 * @param wall for people only
 * @param random not for secrets; draws incarnations
 */
public record CellSetup(
    CellSettings cell,
    NodeId self,
    Journal journal,
    String machine,
    Supplier<MonotonicTime> clock,
    InstantSource wall,
    RandomGenerator random) {}

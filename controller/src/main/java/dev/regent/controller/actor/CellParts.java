package dev.regent.controller.actor;

import dev.regent.config.settings.CellSettings;
import dev.regent.config.settings.DatabaseSettings;
import dev.regent.config.settings.SettingsHash;
import dev.regent.controller.voter.VoterSetup;
import dev.regent.protocol.NodeId;

/**
 * What outlives the ActorSystems of a cell, and each new one is built from.
 *
 * @param settingsHash worked out once: it reads the settings of all databases
 */
record CellParts(CellSetup given, String settingsHash, Agents agents, Views views) {
  static CellParts of(CellSetup given) {
    return new CellParts(given, SettingsHash.of(given.cell()), new Agents(), new Views());
  }

  CellSettings cell() {
    return given.cell();
  }

  NodeId self() {
    return given.self();
  }

  DatabaseSetup setup(DatabaseSettings database) {
    VoterSetup voter =
        new VoterSetup(
            self(),
            database,
            cell().lease(),
            cell().election(),
            database.votersInOrder(),
            settingsHash,
            given.machine());
    return new DatabaseSetup(
        VoterLogic.core(),
        voter,
        given.clock(),
        given.wall(),
        given.random(),
        given.journal()::diagnosis);
  }
}

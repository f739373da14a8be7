package dev.regent.controller.actor;

import dev.regent.config.settings.CellSettings;
import dev.regent.config.settings.DatabaseSettings;
import dev.regent.config.settings.SettingsHash;
import dev.regent.controller.voter.VoterSetup;
import dev.regent.protocol.NodeId;

/** What outlives the ActorSystems of a cell, and each new one is built from. */
record CellParts(CellSetup given, Agents agents, Views views) {
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
            SettingsHash.of(cell()),
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

package dev.regent.simulation.world.postgres;

import dev.regent.simulation.world.base.Life;

/** A backend that outlived its postmaster and goes on committing until it is killed. */
record Orphan(Life life, Server server) {}

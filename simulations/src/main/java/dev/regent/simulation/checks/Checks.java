package dev.regent.simulation.checks;

import dev.regent.simulation.world.World;

/** All checks over one world. */
public record Checks(OneLine ledger, NothingLost rows) {
  public static Checks over(World world) {
    OneLine ledger = new OneLine();
    NothingLost rows = new NothingLost(world);
    world.watch(ledger);
    world.watch(rows);
    world.watch(new OnePrimary(world));
    world.watch(new OnlyAsAuthorised(ledger));
    world.watch(new WithinLease(world));
    return new Checks(ledger, rows);
  }
}

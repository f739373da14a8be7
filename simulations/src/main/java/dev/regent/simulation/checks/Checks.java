package dev.regent.simulation.checks;

import dev.regent.simulation.world.World;

/** All checks over one world. */
public record Checks(OneLine ledger, NothingLost rows) {
  public static Checks over(World world) {
    OneLine ledger = new OneLine();
    NothingLost rows = new NothingLost(world, ledger);
    OneToken slots = new OneToken(world);
    world.watch(ledger);
    world.watch(rows);
    world.watch(new OnePrimary(world));
    world.watch(new OnlyAsAuthorised(world, ledger));
    world.watch(new WithinLease(world));
    world.watch(slots);
    world.watch(new AfterTheWait(world, ledger, slots));
    world.watch(new Durable(world));
    world.watch(new KeptPromises(world));
    world.watch(new Rightful(world));
    world.watch(new PromiseKept(world, ledger));
    world.watch(new CutStands(world));
    return new Checks(ledger, rows);
  }
}

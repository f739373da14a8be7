package dev.regent.simulation.mutants.scene;

import dev.regent.protocol.message.Command;
import dev.regent.simulation.mutants.Directed;
import dev.regent.simulation.script.Cluster;
import dev.regent.simulation.world.base.Life;
import dev.regent.simulation.world.postgres.Postgres;
import java.util.Optional;

/** V7: the deadline of a token that was released is nothing to the standby that came after it. */
public final class QuietSwitchover implements Directed {
  @Override
  public void play() {
    Cluster cluster = Stage.usual(20);
    cluster.ask(new Command.Switchover(Optional.of(Stage.B), false, "test"));
    cluster.expectPrimary(Stage.B, Stage.seconds(3));
    Postgres old = cluster.world().server(Stage.A);
    cluster.until(
        "a follows", Stage.seconds(3), () -> old.isFollowing(cluster.world().server(Stage.B)));
    Life standby = old.life().orElseThrow();

    cluster.runFor(Stage.seconds(6));

    Stage.require(old.life().filter(now -> now == standby).isPresent(), "nobody killed it");
    cluster.settle();
  }
}

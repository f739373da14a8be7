package dev.regent.simulation.world.postgres;

import dev.regent.protocol.TimelineId;
import dev.regent.simulation.world.base.Sim;

/** What people do to a server past Regent, and what users do to it. */
public final class ByHand {
  private final Postgres postgres;

  public ByHand(Postgres postgres) {
    this.postgres = postgres;
  }

  /** {@code pg_ctl start}: in recovery, as its directory says (H1). */
  public void start() {
    postgres.startByHand();
  }

  /**
   * {@code pg_ctl stop -m fast}: it ends when its standbys have all that it wrote. A standby writes
   * nothing of its own.
   */
  public void stop() {
    postgres
        .server()
        .ifPresent(server -> {
          if (server.phase() == Server.Phase.PRIMARY) {
            server.commits().cancel();
            server.touch();
          }
          endOnceSent(server);
        });
  }

  private void endOnceSent(Server was) {
    Sim sim = postgres.sim();
    sim.agenda()
        .after(
            sim.delay(10, 60),
            was.life(),
            () -> {
              if (was.isSentToAll()) {
                postgres.stopped(was);
              } else {
                endOnceSent(was);
              }
            });
  }

  /** {@code pg_ctl promote}. */
  public void promote() {
    postgres.server().ifPresent(server -> server.life().run(server::promoteByHand));
  }

  /** Clients take every connection, or give them back. */
  public void crowd(boolean is) {
    postgres.server().ifPresent(server -> server.crowd(is));
  }

  /** {@code pg_wal_replay_pause()}, or {@code pg_wal_replay_resume()}. */
  public void holdReplay(boolean is) {
    postgres.server().ifPresent(server -> server.holdReplay(is));
  }

  /** Clients cancel the commits that wait for a standby: visible here, and confirmed by nobody. */
  public void cancelCommits() {
    postgres.server().ifPresent(server -> server.commits().cancel());
  }

  /** The WAL that a standby may still need is gone: its slot is lost. */
  public void dropOldWal() {
    postgres.server().ifPresent(Server::dropOldWal);
  }

  /** Another database's directory takes this one's place. */
  public void takeForeignData() {
    postgres.loseDisk();
    Wal wal = new Wal();
    wal.append(new TimelineId(1), Wal.NO_ROW, 1_000);
    wal.flush(wal.insertEnd());
    postgres.replace(new Directory(postgres.newSystemId(), wal));
  }
}

package dev.regent.simulation.world.postgres;

import dev.regent.agent.engine.Observation;
import dev.regent.protocol.Lsn;
import dev.regent.protocol.Revision;
import dev.regent.protocol.SystemId;
import dev.regent.protocol.WalPosition;
import dev.regent.protocol.report.PostgresStatus;
import dev.regent.protocol.report.PostgresView;
import java.util.List;
import java.util.Optional;

/** What a look at PostgreSQL gives at one moment. */
public final class Looks {
  private final Postgres postgres;
  private long answered = -1;

  public Looks(Postgres postgres) {
    this.postgres = postgres;
  }

  /** Whether a look has to wait for its deadline. */
  public boolean isSilent() {
    return postgres.server().filter(server -> !server.answers()).isPresent();
  }

  public Observation look() {
    Optional<Directory> directory = postgres.directory();
    if (directory.isEmpty()) {
      return new Observation(PostgresView.ABSENT, Optional.empty(), true, false);
    }
    PostgresView view = postgres.server().map(this::running).orElseGet(this::down);
    Optional<Revision> cut = directory.flatMap(found -> found.cut);
    return new Observation(
        view,
        cut,
        directory.get().intact,
        view.status().answers() && directory.get().open,
        view.status() == PostgresStatus.PRIMARY && awaitsDisk());
  }

  private boolean awaitsDisk() {
    return postgres
        .server()
        .filter(server -> !server.wal().insertEnd().equals(server.wal().flushedEnd().lsn()))
        .isPresent();
  }

  private PostgresView down() {
    return silent(postgres.isAnythingLeft() ? PostgresStatus.DYING : PostgresStatus.STOPPED);
  }

  private PostgresView running(Server server) {
    if (!server.answers()) {
      return silent(
          answered == server.pid() ? PostgresStatus.UNRESPONSIVE : PostgresStatus.STARTING);
    }
    return switch (server.phase()) {
      case STARTING -> silent(PostgresStatus.STARTING);
      case RECOVERY, PRIMARY -> answering(server);
    };
  }

  private PostgresView answering(Server server) {
    answered = server.pid();
    boolean primary = server.phase() == Server.Phase.PRIMARY;
    return new PostgresView(
        primary ? PostgresStatus.PRIMARY : PostgresStatus.STANDBY,
        systemId(),
        server.wal().flushedEnd(),
        server.replayed(),
        server.isConsistent(),
        primary ? server.walSenders() : List.of(),
        server
            .receiver()
            .map(stream ->
                new PostgresView.Receiver(stream.source(), server.wal().timeline(), true)));
  }

  private Optional<SystemId> systemId() {
    return postgres.directory().map(found -> found.systemId);
  }

  private PostgresView silent(PostgresStatus status) {
    return new PostgresView(
        status, systemId(), WalPosition.NONE, Lsn.ZERO, false, List.of(), Optional.empty());
  }
}

package dev.regent.agent.daemon;

import dev.regent.agent.clock.BootClock;
import dev.regent.config.load.LoadResult;
import dev.regent.config.settings.CellSettings;
import dev.regent.config.settings.DatabaseSettings;
import dev.regent.controller.actor.CellSystem;
import dev.regent.controller.actor.Milestones;
import dev.regent.controller.actor.VoterView;
import dev.regent.controller.http.DatabaseAccess;
import dev.regent.controller.journal.HistoryPage;
import dev.regent.controller.ledger.Replica;
import dev.regent.controller.role.Board;
import dev.regent.controller.voter.VoterState;
import dev.regent.protocol.DatabaseName;
import dev.regent.protocol.MonotonicTime;
import dev.regent.protocol.NodeId;
import dev.regent.protocol.Revision;
import dev.regent.protocol.message.Command;
import dev.regent.protocol.message.CommandResult;
import dev.regent.protocol.report.NodeReport;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/** What the HTTP server sees of this node. */
final class NodeAccess implements DatabaseAccess {
  private final NodeId self;
  private final CellSettings cell;
  private final CellSystem system;
  private final List<DataNode> dataNodes;
  private final BootClock clock;
  private final Executor blocking = task -> Thread.startVirtualThread(task);

  NodeAccess(
      LoadResult.Loaded settings, CellSystem system, List<DataNode> dataNodes, BootClock clock) {
    this.self = settings.local().self();
    this.cell = settings.cell();
    this.system = system;
    this.dataNodes = dataNodes;
    this.clock = clock;
  }

  @Override
  public List<DatabaseName> databases() {
    return cell.databases().stream()
        .map(DatabaseSettings::name)
        .sorted(Comparator.comparing((DatabaseName name) -> !voters(name).contains(self)))
        .toList();
  }

  private List<NodeId> voters(DatabaseName database) {
    return cell.databases().stream()
        .filter(one -> one.name().equals(database))
        .flatMap(one -> one.voters().stream())
        .toList();
  }

  @Override
  public Optional<VoterState> view(DatabaseName database) {
    return system.view(database).state();
  }

  @Override
  public String downReason(DatabaseName database) {
    return switch (system.view(database).snapshot()) {
      case VoterView.Snapshot.Down down when !voters(database).contains(self) ->
          "this node has no vote in it; ask one of " + voters(database);
      case VoterView.Snapshot.Down(var why) -> why;
      case VoterView.Snapshot.Up up -> "";
    };
  }

  @Override
  public Optional<Board.Heard<NodeReport>> localReport(DatabaseName database) {
    return dataNodes.stream()
        .filter(node -> node.database().name().equals(database))
        .findFirst()
        .flatMap(DataNode::report);
  }

  @Override
  public CompletionStage<CommandResult> ask(
      DatabaseName database, Command command, Duration timeout) {
    return view(database).isPresent()
        ? system.ask(database, command, timeout)
        : CompletableFuture.completedFuture(
            new CommandResult.Refused(
                CommandResult.Kind.NO_QUORUM, "not taken: " + downReason(database)));
  }

  @Override
  public CompletionStage<HistoryPage> history(DatabaseName database, int limit) {
    Revision newest =
        view(database)
            .map(VoterState::replica)
            .map(Replica::acceptedRevision)
            .orElse(Revision.NONE);
    return CompletableFuture.supplyAsync(
        () -> system.history(database).read(newest, limit), blocking);
  }

  @Override
  public List<Milestones.Reached> milestones(DatabaseName database) {
    return system.milestones(database).all();
  }

  @Override
  public MonotonicTime now() {
    return clock.now();
  }
}

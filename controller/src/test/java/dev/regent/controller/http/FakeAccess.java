package dev.regent.controller.http;

import dev.regent.controller.actor.Milestones;
import dev.regent.controller.journal.HistoryPage;
import dev.regent.controller.role.Board;
import dev.regent.controller.voter.VoterState;
import dev.regent.protocol.DatabaseName;
import dev.regent.protocol.MonotonicTime;
import dev.regent.protocol.journal.Entry;
import dev.regent.protocol.message.Command;
import dev.regent.protocol.message.CommandResult;
import dev.regent.protocol.report.NodeReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A node that says what a test tells it to. */
final class FakeAccess implements DatabaseAccess {
  volatile Optional<VoterState> view = Optional.empty();
  volatile Optional<Board.Heard<NodeReport>> local = Optional.empty();
  volatile CompletionStage<CommandResult> result =
      CompletableFuture.completedFuture(new CommandResult.Accepted(Samples.revision(3, 18)));
  volatile List<Entry> entries = List.of();
  volatile List<Milestones.Reached> milestones = List.of();
  volatile int limit;
  final List<Command> asked = new ArrayList<>();

  @Override
  public List<DatabaseName> databases() {
    return List.of(Samples.ORDERS);
  }

  @Override
  public Optional<VoterState> view(DatabaseName database) {
    return view;
  }

  @Override
  public String downReason(DatabaseName database) {
    return "disk full";
  }

  @Override
  public Optional<Board.Heard<NodeReport>> localReport(DatabaseName database) {
    return local;
  }

  @Override
  public synchronized CompletionStage<CommandResult> ask(
      DatabaseName database, Command command, Duration timeout) {
    asked.add(command);
    return result;
  }

  @Override
  public CompletionStage<HistoryPage> history(DatabaseName database, int limit) {
    this.limit = limit;
    return CompletableFuture.completedFuture(
        new HistoryPage(entries.stream().limit(limit).toList(), Optional.empty(), false));
  }

  @Override
  public List<Milestones.Reached> milestones(DatabaseName database) {
    return milestones;
  }

  @Override
  public MonotonicTime now() {
    return Samples.NOW;
  }

  /** This node is {@code view}'s and its agent said {@code report} some time ago. */
  void become(VoterState next, Reports report, long millisAgo) {
    view = Optional.of(next);
    local = Optional.of(new Board.Heard<>(report.build(), Samples.ago(millisAgo)));
  }

  void become(VoterState next) {
    view = Optional.of(next);
    local = Optional.empty();
  }
}

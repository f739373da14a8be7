package dev.regent.controller.http;

import dev.regent.controller.actor.Milestones;
import dev.regent.controller.journal.HistoryPage;
import dev.regent.controller.role.Board;
import dev.regent.controller.voter.VoterState;
import dev.regent.protocol.DatabaseName;
import dev.regent.protocol.MonotonicTime;
import dev.regent.protocol.message.Command;
import dev.regent.protocol.message.CommandResult;
import dev.regent.protocol.report.NodeReport;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * What the HTTP server needs of the rest of a node. Called by any thread; never blocks.
 *
 * <p><b>Failure modes.</b> The stages may fail: with a {@link
 * java.util.concurrent.TimeoutException} when there was no answer in time, so that the outcome is
 * unknown; with anything else when the node itself is at fault.
 */
public interface DatabaseAccess {
  /**
   * The databases of the cell, those first in which this node has a vote; the first one answers
   * health paths that name none.
   */
  List<DatabaseName> databases();

  /** The newest state of this node's replica; empty while it is down. */
  Optional<VoterState> view(DatabaseName database);

  /** Why there is no {@link #view}, in a few words for people. */
  String downReason(DatabaseName database);

  /** The last report of this node's own agent and when it was made; empty on a witness. */
  Optional<Board.Heard<NodeReport>> localReport(DatabaseName database);

  /**
   * Gives a command to this node's voter, which brings it to the leader; refused at once while
   * there is none.
   */
  CompletionStage<CommandResult> ask(DatabaseName database, Command command, Duration timeout);

  /** The newest entries of this node's replica, newest first. */
  CompletionStage<HistoryPage> history(DatabaseName database, int limit);

  /** What this node did for the last changes of the primary, oldest first. */
  List<Milestones.Reached> milestones(DatabaseName database);

  /** The clock of {@link #view} and {@link #localReport}. */
  MonotonicTime now();
}

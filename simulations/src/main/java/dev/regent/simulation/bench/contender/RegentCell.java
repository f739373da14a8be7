package dev.regent.simulation.bench.contender;

import dev.regent.config.settings.Profile;
import dev.regent.protocol.NodeId;
import dev.regent.protocol.ProtectionMode;
import dev.regent.simulation.demo.CannotStart;
import dev.regent.simulation.demo.DemoCell;
import dev.regent.simulation.demo.DemoPlan;
import dev.regent.simulation.drill.Answer;
import dev.regent.simulation.drill.CellStatus;
import dev.regent.simulation.drill.DrillFailed;
import dev.regent.simulation.drill.Login;
import dev.regent.simulation.drill.Server;
import dev.regent.simulation.lab.Stage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Regent: daemons on the data nodes and on the witness. */
final class RegentCell implements Contender {
  private final Stage stage;
  private final DemoCell cell;

  RegentCell(Stage stage, Level level, Replicated mode) {
    this.stage = stage;
    this.cell = new DemoCell(stage.plan(terms(level, mode)), said -> {});
  }

  private static DemoPlan.Terms terms(Level level, Replicated mode) {
    Profile profile =
        switch (level) {
          case DEFAULT -> Profile.DEFAULT;
          case FAST -> Profile.FAST;
        };
    return switch (mode) {
      case SYNC -> DemoPlan.Terms.usual(profile);
      case ASYNC -> new DemoPlan.Terms(profile, ProtectionMode.PERFORMANCE, 1, List.of());
    };
  }

  @Override
  public void start() {
    try {
      cell.start(true);
    } catch (IOException failed) {
      throw new CannotStart("a file of Regent's cell: " + failed.getMessage(), failed);
    }
    cell.awaitReady();
  }

  @Override
  public List<Server> servers() {
    return cell.servers();
  }

  @Override
  public Login client() {
    return cell.client();
  }

  @Override
  public Login superuser() {
    return cell.superuser();
  }

  @Override
  public List<Long> daemon(NodeId node) {
    return cell.control(node).daemon().stream().toList();
  }

  @Override
  public void switchover(NodeId from, NodeId to) {
    Answer answer = cell.switchover(to);
    if (!answer.isAccepted()) {
      throw new DrillFailed("the switchover was refused: " + answer.text());
    }
  }

  @Override
  public Optional<String> missing() {
    Optional<CellStatus> status = cell.status();
    if (status.isEmpty()) {
      return Optional.of("no majority answers");
    }
    List<String> missing = new ArrayList<>(status.get().missing());
    missing.addAll(status.get().unsettled());
    return missing.isEmpty() && status.get().redundant()
        ? Optional.empty()
        : Optional.of("%s %s".formatted(status.get().phase(), missing));
  }

  @Override
  public void hold(NodeId node) {
    cell.control(node).hold();
  }

  @Override
  public void release(NodeId node) {
    // A machine that boots has no address that its guard once added.
    stage.forgetVip(node);
    cell.control(node).release();
  }

  @Override
  public void close() {
    cell.close();
  }
}

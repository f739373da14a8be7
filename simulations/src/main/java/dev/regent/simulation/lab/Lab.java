package dev.regent.simulation.lab;

import dev.regent.simulation.demo.CannotStart;
import dev.regent.simulation.demo.DemoCell;
import dev.regent.simulation.demo.DemoPlan;
import java.io.IOException;
import java.util.function.Function;

/**
 * A running cell on hosts of its own. It is there for the time of some work, which runs on a
 * client's host; then, and when this process is told to end, everything is removed.
 */
final class Lab {
  private final Shape shape;
  private final Stage stage;
  private final DemoCell cell;

  private Lab(Shape shape, Stage stage, DemoCell cell) {
    this.shape = shape;
    this.stage = stage;
    this.cell = cell;
  }

  Shape shape() {
    return shape;
  }

  Network network() {
    return stage.network();
  }

  DemoCell cell() {
    return cell;
  }

  /**
   * Builds a lab, does some work on it, and removes it.
   *
   * @throws CannotStart when it cannot be built, or does not become ready
   */
  static <T> T with(Site site, Shape shape, Function<Lab, T> work) throws IOException {
    return Stage.with(
        site,
        shape.topology(site.id()),
        stage -> {
          DemoPlan plan = shape.plan(stage.network().topology(), stage.place(), stage.programs());
          DemoCell cell = new DemoCell(plan, site.say());
          stage.endFirst(cell::close);
          return new Lab(shape, stage, cell).begin(work);
        });
  }

  private <T> T begin(Function<Lab, T> work) {
    try {
      switch (shape.disk()) {
        case SHARED -> {}
        case SMALL -> Disks.mount(cell.plan().place(), shape.dataNodes());
        case STALLABLE -> Disks.mountFiles(cell.plan().place(), shape.dataNodes());
      }
      cell.start(true);
    } catch (IOException failed) {
      throw new CannotStart("a file of the lab: " + failed.getMessage(), failed);
    }
    cell.awaitReady();
    return work.apply(this);
  }

  /** The files are to stay until the next lab of this id, or until it is told to be down. */
  void keepFiles() {
    stage.keepFiles();
  }

  /** Ends and removes what a lab of this id has left; gives whether there was anything. */
  static boolean clean(Site site) throws IOException {
    return Stage.clean(site);
  }
}

package dev.regent.simulation.script;

import dev.regent.simulation.checks.Checks;
import dev.regent.simulation.world.World;
import dev.regent.simulation.world.base.Nanos;
import dev.regent.simulation.world.base.SplitMix;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;

/** The whole trace of each of some seeds, as a hash: {@code TraceDigests FIRST COUNT JOBS}. */
public final class TraceDigests {
  private static final long TROUBLE = 60 * Nanos.SECOND;

  private TraceDigests() {}

  /** Prints them, for a test that started this as another JVM. */
  public static void main(String[] arguments) throws InterruptedException, ExecutionException {
    of(Long.parseLong(arguments[0]), Long.parseLong(arguments[1]), Integer.parseInt(arguments[2]))
        .forEach(System.out::println);
  }

  /** A line for each seed, in their order. */
  static List<String> of(long first, long count, int jobs)
      throws InterruptedException, ExecutionException {
    try (ExecutorService pool = Executors.newFixedThreadPool(jobs)) {
      List<Callable<String>> all =
          LongStream.range(first, first + count)
              .<Callable<String>>mapToObj(seed -> () -> seed + " " + digest(seed))
              .toList();
      List<String> lines = new ArrayList<>();
      for (Future<String> line : pool.invokeAll(all)) {
        lines.add(line.get());
      }
      return List.copyOf(lines);
    }
  }

  private static String digest(long seed) throws NoSuchAlgorithmException {
    MessageDigest hash = MessageDigest.getInstance("SHA-256");
    World world = new World(Variants.of(seed));
    world.sim().trace().tell(line -> hash.update(line.getBytes(StandardCharsets.UTF_8)));
    Checks.over(world);
    world.start();
    new Chaos(world, new SplitMix(seed)).begin();
    world.run(TROUBLE);
    return world.sim().agenda().happened() + " " + HexFormat.of().formatHex(hash.digest());
  }
}

package dev.regent.simulation.bench.cost;

import dev.regent.simulation.demo.ProcessUse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What runs on a host, and what it has used, at one moment.
 *
 * @param parts those that have a process, with all their processes
 */
record Census(SortedMap<Part, List<Member>> parts) {
  Census {
    parts = new TreeMap<>(parts);
  }

  /** One process. */
  record Member(long process, ProcessUse use) {}

  /** Of these processes; one that has ended meanwhile is not in it. */
  static Census of(List<Long> processes) {
    SortedMap<Part, List<Member>> parts = new TreeMap<>();
    for (long process : processes) {
      Part.of(process).ifPresent(part -> add(parts, part, process));
    }
    return new Census(parts);
  }

  private static void add(SortedMap<Part, List<Member>> parts, Part part, long process) {
    try {
      ProcessUse use = ProcessUse.of(process);
      parts.computeIfAbsent(part, _ -> new ArrayList<>()).add(new Member(process, use));
    } catch (IOException gone) {
      // Its parent has its ticks now.
    }
  }

  private List<Member> members(Part part) {
    return parts.getOrDefault(part, List.of());
  }

  List<Long> processes(Part part) {
    return members(part).stream().map(Member::process).toList();
  }

  private long cpuMillis(Part part) {
    return members(part).stream().mapToLong(member -> member.use().cpuTicks()).sum()
        * ProcessUse.TICK_MILLIS;
  }

  /** Processor time of everything but PostgreSQL. */
  long controlCpuMillis() {
    return parts.keySet().stream().filter(Part::isControl).mapToLong(this::cpuMillis).sum();
  }

  /** What each part has now, and used since an earlier moment. */
  SortedMap<String, CellCost.PartCost> since(Census before) {
    SortedMap<String, CellCost.PartCost> costs = new TreeMap<>();
    for (Part part : parts.keySet()) {
      costs.put(
          part.id(),
          new CellCost.PartCost(
              members(part).size(),
              members(part).stream().mapToLong(it -> it.use().residentKilobytes()).sum(),
              members(part).stream().mapToLong(it -> it.use().proportionalKilobytes()).sum(),
              Math.max(0, cpuMillis(part) - before.cpuMillis(part))));
    }
    return costs;
  }
}

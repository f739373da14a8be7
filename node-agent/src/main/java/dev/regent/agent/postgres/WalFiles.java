package dev.regent.agent.postgres;

import dev.regent.protocol.Lsn;
import dev.regent.protocol.TimelineId;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The segment files of a pg_wal directory, as far as their layout is the same in all versions.
 *
 * <p>Source: src/include/access/xlogrecord.h, xlog_internal.h.
 */
record WalFiles(Path directory, long segmentBytes) {
  private static final int PAGE = 8192;
  private static final int SHORT_PAGE_HEADER = 24;
  private static final int LONG_PAGE_HEADER = 40;
  private static final int ALIGNMENT = 8;

  /** The name of the segment that holds the byte at {@code lsn}. */
  String segmentName(TimelineId timeline, Lsn lsn) {
    long segment = Long.divideUnsigned(lsn.value(), segmentBytes);
    long perLog = 0x1_0000_0000L / segmentBytes;
    return "%08X%08X%08X".formatted(timeline.number(), segment / perLog, segment % perLog);
  }

  /** The newest timeline of which the segment with the byte before {@code end} is here. */
  Optional<TimelineId> newestWithEnd(Lsn end) throws IOException {
    String suffix = segmentName(TimelineId.NONE, new Lsn(end.value() - 1)).substring(8);
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.length() == 24 && name.endsWith(suffix))
          .map(name -> new TimelineId(Integer.parseInt(name.substring(0, 8), 16)))
          .max(TimelineId::compareTo);
    }
  }

  /** Segments of a timeline that hold bytes from {@code from} on. */
  List<Path> segmentsFrom(TimelineId timeline, Lsn from) throws IOException {
    String first = segmentName(timeline, from);
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(file -> file.getFileName().toString().length() == 24)
          .filter(file -> file.getFileName().toString().startsWith(first.substring(0, 8)))
          .filter(file -> file.getFileName().toString().compareTo(first) >= 0)
          .sorted()
          .toList();
    }
  }

  /**
   * Where the record that starts at {@code start} ends, so that a standby whose flush LSN is at
   * least the result has all of it. Aligned as PostgreSQL aligns the next record.
   */
  Lsn endOfRecord(TimelineId timeline, Lsn start) throws IOException {
    Path segment = directory.resolve(segmentName(timeline, start));
    long offset = Long.remainderUnsigned(start.value(), segmentBytes);
    long length;
    try (RandomAccessFile file = new RandomAccessFile(segment.toFile(), "r")) {
      file.seek(offset);
      // xl_tot_len is the first field; records are aligned, so it never crosses a page.
      length = Integer.toUnsignedLong(Integer.reverseBytes(file.readInt()));
    }
    long left = length;
    long position = start.value();
    while (left > PAGE - position % PAGE) {
      left -= PAGE - position % PAGE;
      position += PAGE - position % PAGE;
      position += position % segmentBytes == 0 ? LONG_PAGE_HEADER : SHORT_PAGE_HEADER;
    }
    position += left;
    return new Lsn((position + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT);
  }
}

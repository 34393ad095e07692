package dev.boxmill.input;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.RecursiveAction;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;

/** What a given path holds, a task a folder and a task an archive of the pool it is called in. */
final class InputWalk {
  private final FileSystem files;
  private final String root;
  private final Configuration configuration;

  InputWalk(FileSystem files, String root, Configuration configuration) {
    this.files = files;
    this.root = root;
    this.configuration = configuration;
  }

  /** Something that a listing does. */
  private interface Step {
    void run() throws IOException;
  }

  private static ForkJoinTask<?> task(Step step) {
    return new RecursiveAction() {
      @Override
      protected void compute() {
        try {
          step.run();
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    };
  }

  /** The images of files and folders, in any order. */
  List<ImageEntry> all(FileStatus... matches) throws IOException {
    Queue<ImageEntry> images = new ConcurrentLinkedQueue<>();
    List<ForkJoinTask<?>> tasks = new ArrayList<>();
    for (FileStatus match : matches) {
      if (match.isDirectory()) {
        tasks.add(task(() -> images.addAll(folder(match.getPath()))));
      } else if (InputKinds.isImage(match.getPath().getName())) {
        images.add(image(match));
      } else {
        tasks.add(task(() -> file(match, images)));
      }
    }
    run(tasks);
    return new ArrayList<>(images);
  }

  private static void run(List<ForkJoinTask<?>> tasks) throws IOException {
    try {
      ForkJoinTask.invokeAll(tasks);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /** A file that somebody named: what it is shows its name, else its content; else an image. */
  private void file(FileStatus status, Queue<ImageEntry> to) throws IOException {
    InputFile file = input(status);
    Optional<InputKind> kind = InputKinds.named(status.getPath().getName());
    if (kind.isEmpty()) {
      kind = InputKinds.recognised(file.head());
    }
    if (kind.isPresent()) {
      kind.get().list(file, to::add);
    } else {
      to.add(image(status));
    }
  }

  /** The image files below a folder; where there are none, the images of its archives. */
  private Collection<ImageEntry> folder(Path folder) throws IOException {
    Queue<ImageEntry> images = new ConcurrentLinkedQueue<>();
    Queue<FileStatus> archives = new ConcurrentLinkedQueue<>();
    walk(folder, images, archives);
    if (images.isEmpty()) {
      run(
          archives.stream()
              .<ForkJoinTask<?>>map(archive -> task(() -> file(archive, images)))
              .toList());
    }
    return images;
  }

  private void walk(Path folder, Queue<ImageEntry> images, Queue<FileStatus> archives)
      throws IOException {
    List<ForkJoinTask<?>> below = new ArrayList<>();
    RemoteIterator<FileStatus> children = files.listStatusIterator(folder);
    while (children.hasNext()) {
      FileStatus child = children.next();
      String name = child.getPath().getName();
      if (child.isDirectory()) {
        below.add(task(() -> walk(child.getPath(), images, archives)));
      } else if (InputKinds.isImage(name)) {
        images.add(image(child));
      } else if (!name.startsWith(".")
          && InputKinds.named(name).filter(InputKind::inFolders).isPresent()) {
        archives.add(child);
      }
    }
    run(below);
  }

  private InputFile input(FileStatus status) {
    return new InputFile(status.getPath(), status.getLen(), root, configuration);
  }

  private static ImageEntry image(FileStatus file) {
    return ImageEntry.file(InputFile.plain(file.getPath()), file.getLen());
  }
}

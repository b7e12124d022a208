import { join } from "node:path";

/** Files of a directory, served on this machine. */
export interface FileServer extends AsyncDisposable {
  /** Address of the directory, without a slash at its end. */
  readonly base: string;
}

/** Serves the files of a directory on 127.0.0.1 until it is disposed of. */
export function serveFiles(directory: string): FileServer {
  const server = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen: () => undefined },
    async (request) => {
      const path = decodeURIComponent(new URL(request.url).pathname);
      try {
        const file = await Deno.open(join(directory, path));
        return new Response(file.readable);
      } catch (error) {
        if (!(error instanceof Deno.errors.NotFound)) throw error;
        return new Response("not here", { status: 404 });
      }
    },
  );
  return {
    base: `http://127.0.0.1:${server.addr.port}`,
    [Symbol.asyncDispose]: () => server.shutdown(),
  };
}

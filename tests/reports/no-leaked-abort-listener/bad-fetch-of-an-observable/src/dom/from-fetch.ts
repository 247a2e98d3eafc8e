import { Observable } from 'rxjs';

export function fromFetch(url: string, init: RequestInit = {}): Observable<Response> {
  return new Observable((subscriber) => {
    const controller = new AbortController();
    let isAbortable = true;
    if (init.signal) {
      if (init.signal.aborted) {
        controller.abort();
      } else {
        init.signal.addEventListener('abort', () => { // EXPECT: no-leaked-abort-listener
          if (!controller.signal.aborted) controller.abort();
        });
      }
    }
    fetch(url, { ...init, signal: controller.signal })
      .then((response) => {
        isAbortable = false;
        subscriber.next(response);
        subscriber.complete();
      })
      .catch((error) => {
        isAbortable = false;
        subscriber.error(error);
      });
    return () => {
      if (isAbortable) controller.abort();
    };
  });
}

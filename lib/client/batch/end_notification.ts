/** Whether the browser can tell of a batch's end while its page is out of sight. */
export function canNotify(): boolean {
  return "Notification" in globalThis && isSecureContext;
}

/** Asks for permission, where it isn't decided yet. */
export async function askToNotify(): Promise<boolean> {
  return await Notification.requestPermission() === "granted";
}

/** Tells of the end of a batch, unless its page is in sight. */
export function notifyOfEnd(title: string, body: string): void {
  if (!document.hidden) return;
  try {
    // One for all tabs that show the batch.
    const notification = new Notification(title, { body, tag: location.pathname });
    notification.onclick = () => {
      globalThis.focus();
      notification.close();
    };
  } catch {
    // Chrome on Android wants a service worker for it.
  }
}

import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";

/** A modal dialog for as long as it is drawn; the focus goes back to where it was when it goes. */
export function Dialog(
  { id, title, onClose, children }: {
    id: string;
    title: string;
    onClose: () => void;
    children: ComponentChildren;
  },
) {
  const box = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const { current: dialog } = box;
    dialog?.showModal();
    return () => dialog?.close();
  }, []);
  return (
    <dialog
      ref={box}
      id={id}
      class="dialog"
      aria-labelledby={`${id}-title`}
      // By Escape; a click beside the box has the dialog itself as its target.
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClick={(event) => event.target === event.currentTarget && onClose()}
    >
      <div class="dialog-body">
        <h2 id={`${id}-title`}>{title}</h2>
        {children}
      </div>
    </dialog>
  );
}

import React, { useEffect, useState } from 'react';
import { useNotice } from 'adminjs';
import type { ActionProps } from 'adminjs';
import { askTable, leadToDoor, send } from './api';
import { save } from './csv';
import { fill, session, texts } from './page-state';
import { Empty, Panel, Sheet } from './parts';
import { ShipListImport } from './ship-list-import';
import { Parcels } from './ship-list-rows';
import type { ParcelTold, Status } from './ship-list-told';
import { STATUSES } from './ship-list-told';

interface ListTold {
  readonly fulfilments: { readonly nodes: readonly ParcelTold[]; readonly pageInfo: { readonly hasNextPage: boolean } };
}

interface FileTold {
  readonly shipList: { readonly csv: string; readonly count: number; readonly next: string | null };
}

/** What is to be shipped: looked at, taken out as a file, brought back, or marked one by one. */
export default function ShipList({ resource }: ActionProps) {
  const [status, setStatus] = useState<Status>('TO_SHIP');
  const [isOverdue, setOverdue] = useState(false);
  const [told, setTold] = useState<ListTold | null>(null);
  const { parcels: say, form } = texts();
  const notify = useNotice();
  const look = (): void => {
    askTable<ListTold>(resource.id, 'parcels', { status, overdue: isOverdue ? 'yes' : 'no' }).then(setTold, leadToDoor);
  };
  useEffect(look, [resource.id, status, isOverdue]);
  const ship = (fulfilmentId: string, carrier: string, trackingNumber: string): void => {
    send({ resourceId: resource.id, actionName: 'markShipments' }, { fulfilmentId, carrier, trackingNumber }).then(
      ({ notice, problems }) => {
        const isDone = notice?.type === 'success';
        notify({ message: isDone ? form.done : (problems?.[0]?.message ?? ''), type: isDone ? 'success' : 'error' });
        look();
      },
      leadToDoor,
    );
  };
  const { nodes = [], pageInfo } = told?.fulfilments ?? {};
  return (
    <Sheet>
      <div className="grid">
        <Panel isWide>
          <div className="row" style={{ marginBottom: 14 }}>
            <label>
              <span>{say.show}</span>
              <select name="status" value={status} onChange={(event) => setStatus(event.target.value as Status)}>
                {STATUSES.map((each) => (
                  <option key={each} value={each}>
                    {say.statuses[each]}
                  </option>
                ))}
              </select>
            </label>
            {status === 'TO_SHIP' ? (
              <label className="row">
                <input type="checkbox" checked={isOverdue} onChange={(event) => setOverdue(event.target.checked)} />{' '}
                {say.overdueOnly}
              </label>
            ) : null}
          </div>
          {told && nodes.length === 0 ? <Empty>{say.none}</Empty> : <Parcels parcels={nodes} onShip={ship} />}
          {pageInfo?.hasNextPage ? <p className="soft">{fill(say.more, { count: nodes.length })}</p> : null}
        </Panel>
        <FileOut resourceId={resource.id} />
        <ShipListImport resourceId={resource.id} onDone={look} />
      </div>
    </Sheet>
  );
}

/** The list as a file, a thousand parcels at a time. */
function FileOut({ resourceId }: { readonly resourceId: string }) {
  const { parcels: say } = texts();
  const [next, setNext] = useState<string | null>(null);
  const [isEmpty, setEmpty] = useState(false);
  const isAllowed = session().scopes.includes('members:pii');
  const take = (after: string | null): void => {
    askTable<FileTold>(resourceId, 'shipList', after ? { after } : {}).then(({ shipList }) => {
      setEmpty(shipList.count === 0);
      setNext(shipList.next);
      if (shipList.count > 0) save(`ship-list-${new Date().toISOString().slice(0, 16).replace(/\D/g, '')}.csv`, shipList.csv); // prettier-ignore
    }, leadToDoor);
  };
  return (
    <Panel title={say.exportTitle}>
      <p style={{ marginBottom: 14 }}>{isAllowed ? say.exportHelp : say.exportNoRight}</p>
      {isAllowed ? (
        <div className="row">
          <button type="button" className="act main" onClick={() => take(null)}>
            {say.exportNow}
          </button>
          {next ? (
            <button type="button" className="act" onClick={() => take(next)}>
              {say.exportMore}
            </button>
          ) : null}
        </div>
      ) : null}
      {isEmpty ? <Empty>{say.exportEmpty}</Empty> : null}
    </Panel>
  );
}

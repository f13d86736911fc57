import React, { useState } from 'react';
import { Link } from 'react-router-dom';
import { texts } from './page-state';
import { Chip, When, Written } from './parts';
import type { ParcelTold } from './ship-list-told';
import { pageOfParcel } from './ship-list-told';

type Ship = (id: string, carrier: string, trackingNumber: string) => void;

/** A row a parcel; who has packed one writes its number beside it. */
export function Parcels({ parcels, onShip }: { readonly parcels: readonly ParcelTold[]; readonly onShip: Ship }) {
  const { parcels: say } = texts();
  return (
    <div style={{ overflowX: 'auto' }}>
      <table className="stacks">
        <thead>
          <tr>
            <th>{say.what}</th>
            <th>{say.member}</th>
            <th>{say.since}</th>
            <th>{say.shipBy}</th>
            <th>{say.carrier}</th>
            <th>{say.trackingNumber}</th>
            <th />
          </tr>
        </thead>
        <tbody>
          {parcels.map((parcel) => (
            <Parcel key={parcel.id} parcel={parcel} onShip={onShip} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Parcel({ parcel, onShip }: { readonly parcel: ParcelTold; readonly onShip: Ship }) {
  const { id, status, since, shipBy, isOverdue, benefit, member, carrier, trackingNumber } = parcel;
  const { parcels: say } = texts();
  const [said, setSaid] = useState({ carrier: '', trackingNumber: '' });
  const write = (name: keyof typeof said) => (
    <input
      type="text"
      aria-label={say[name]}
      maxLength={64}
      value={said[name]}
      onChange={(event) => setSaid({ ...said, [name]: event.target.value })}
    />
  );
  const isReady = said.carrier.trim() !== '' && said.trackingNumber.trim() !== '';
  return (
    <tr>
      <td>
        <Link to={pageOfParcel(id)}>{benefit?.name ?? id}</Link>
      </td>
      <td data-label={say.member}>{member ? <Link to={`/admin/resources/members/records/${member.id}/show`}>{member.number}</Link> : '–'}</td>
      <td data-label={say.since}>
        <When at={since} />
      </td>
      <td data-label={say.shipBy}>
        <When at={shipBy} /> {isOverdue ? <Chip tone="bad">{say.overdue}</Chip> : null}
      </td>
      <td data-label={say.carrier}>{status === 'TO_SHIP' ? write('carrier') : <Written text={carrier ?? '–'} />}</td>
      <td data-label={say.trackingNumber}>{status === 'TO_SHIP' ? write('trackingNumber') : <Written text={trackingNumber ?? '–'} />}</td>
      <td>
        {status === 'TO_SHIP' ? (
          <button type="button" className="act" disabled={!isReady} onClick={() => onShip(id, said.carrier, said.trackingNumber)}>
            {say.markShipped}
          </button>
        ) : null}
      </td>
    </tr>
  );
} // prettier-ignore
